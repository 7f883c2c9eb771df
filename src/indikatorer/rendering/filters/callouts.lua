-- .callout-note and its four siblings.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))
local boxes = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "boxes.lua" }))

local words

local function kind_of(div)
  for _, kind in ipairs(boxes.kinds) do
    if div.classes:includes("callout-" .. kind) then return kind end
  end
end

local function title_of(div, kind)
  local first = div.content[1]
  if first and first.t == "Header" then
    div.content:remove(1)
    return first.content
  elseif div.attributes.title then
    return shared.inlines(div.attributes.title)
  end
  return shared.inlines(words["callout-" .. kind .. "-title"])
end

local function callout(div)
  local kind = kind_of(div)
  return kind and boxes.callout(kind, div.identifier, title_of(div, kind), div.content)
end

return {
  { Meta = function(meta)
    words = {}
    for key, value in pairs(meta.words) do words[key] = pandoc.utils.stringify(value) end
  end },
  { Div = callout },
}
