-- .callout-note and its four siblings: a title and a body; the title is no heading of the document.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local kinds = { "note", "tip", "warning", "important", "caution" }
local words

local function kind_of(div)
  for _, kind in ipairs(kinds) do
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
  if not kind then return nil end
  local title = title_of(div, kind)
  if shared.typst then
    local blocks = pandoc.Blocks({ shared.raw('#callout(kind: "' .. kind .. '", title: [' .. shared.to_typst(title) .. '], body: [') })
    blocks:extend(div.content)
    blocks:insert(shared.raw("])"))
    return blocks
  end
  local heading = pandoc.Div({ pandoc.Plain({ pandoc.Strong(title) }) }, { class = "callout-title" })
  local blocks = pandoc.Blocks({ heading })
  blocks:extend(div.content)
  return pandoc.Div(blocks, pandoc.Attr(div.identifier, { "callout", "callout-" .. kind }, { role = "note" }))
end

return {
  { Meta = function(meta)
    words = {}
    for key, value in pairs(meta.words) do words[key] = pandoc.utils.stringify(value) end
  end },
  { Div = callout },
}
