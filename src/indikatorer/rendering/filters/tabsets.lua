-- .panel-tabset: on the page tabs that work without JavaScript, in the PDF one part after the other.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))
local boxes = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "boxes.lua" }))

local function split(div)
  local tabs = pandoc.List()
  for _, block in ipairs(div.content) do
    if block.t == "Header" and (#tabs == 0 or block.level == tabs[1].level) then
      tabs:insert({ title = block.content, level = block.level, content = pandoc.Blocks({}) })
    elseif #tabs > 0 then
      tabs[#tabs].content:insert(block)
    end
  end
  return tabs
end

return { {
  Div = function(div)
    if not div.classes:includes("panel-tabset") then return nil end
    local tabs = split(div)
    if #tabs == 0 then
      shared.problem(".panel-tabset", "panel-tabset", "saknar rubriker; varje flik börjar med en")
      return {}
    end
    return boxes.tabs(tabs)
  end,
} }
