-- Links between documents: written with the source's name, they lead to what it becomes in this format.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local suffix = shared.typst and ".pdf" or ".html"

return { {
  Link = function(link)
    local document, rest = link.target:match("^([^:#?]+)%.qmd(.*)$")
    if not document then return nil end
    local file = io.open(document .. ".qmd")
    if file then
      file:close()
    else
      shared.problem(link.target, "länken " .. link.target, "det finns ingen sådan rapport")
    end
    link.target = document .. suffix .. (shared.typst and "" or rest)
    return link
  end,
} }
