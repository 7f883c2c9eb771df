-- Markup that pandoc took for words, because something that belongs to it is missing.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

return { {
  Str = function(str)
    local note = str.text:match("%[%^[^%]]+%]")
    if note then
      shared.problem(note, "footnote " .. note, "has no text; write a paragraph that begins with " .. note .. ":")
    elseif str.text:match("^:::+$") then
      shared.problem(str.text, str.text, "closes nothing; take it away, or give the div that it closes an opening line")
    end
  end,
} }
