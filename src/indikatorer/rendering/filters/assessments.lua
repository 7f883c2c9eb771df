-- ::: bedomning: what people conclude, with their name and the day. While nothing is written in it there is no trace of it.
local folder = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local shared, boxes = dofile(pandoc.path.join({ folder, "shared.lua" })), dofile(pandoc.path.join({ folder, "boxes.lua" }))

local title

local function assessment(div)
  if not div.classes:includes("bedomning") then return nil end
  if pandoc.utils.stringify(div.content) == "" then return {} end
  local signed = pandoc.List({ div.attributes.namn, div.attributes.datum }):filter(function(text) return text ~= nil end)
  if #signed > 0 then
    div.content:insert(pandoc.Para({ pandoc.Emph(shared.inlines(table.concat(signed, ", "))) }))
  end
  return boxes.callout("note", div.identifier, shared.inlines(title), div.content)
end

return {
  { Meta = function(meta) title = pandoc.utils.stringify(meta.words["bedomning-title"]) end },
  { Div = assessment },
}
