-- What callouts and tabs look like, on the page and in the PDF, whoever has read them.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))
local boxes = { kinds = { "note", "tip", "warning", "important", "caution" } }

-- A title, which is no heading of the document, and a body.
function boxes.callout(kind, id, title, content)
  if shared.typst then
    local blocks = pandoc.Blocks({ shared.raw('#callout(kind: "' .. kind .. '", title: [' .. shared.to_typst(title) .. '], body: [') })
    blocks:extend(content)
    blocks:insert(shared.raw("])"))
    return blocks
  end
  local heading = pandoc.Div({ pandoc.Plain({ pandoc.Strong(title) }) }, { class = "callout-title" })
  local blocks = pandoc.Blocks({ heading })
  blocks:extend(content)
  return pandoc.Div(blocks, pandoc.Attr(id, { "callout", "callout-" .. kind }, { role = "note" }))
end

local function one_after_the_other(tabs)
  local blocks = pandoc.Blocks({})
  for _, tab in ipairs(tabs) do
    blocks:insert(shared.raw("#tab-title[" .. shared.to_typst(tab.title) .. "]"))
    blocks:extend(tab.content)
  end
  return blocks
end

local tabsets = 0

-- Each tab is a radio button, which every browser can work by mouse and keyboard; the style sheet shows its panel.
local function radio_buttons(tabs)
  tabsets = tabsets + 1
  local items, panels = pandoc.List(), pandoc.List()
  for number, tab in ipairs(tabs) do
    local id = string.format("tabset-%d-%d", tabsets, number)
    local input = string.format('<input type="radio" name="tabset-%d" id="%s"%s>', tabsets, id, number == 1 and " checked" or "")
    items:insert({ pandoc.Plain({
      pandoc.RawInline("html", input .. '<label for="' .. id .. '">'),
      pandoc.Span(tab.title),
      pandoc.RawInline("html", "</label>"),
    }) })
    panels:insert(pandoc.Div(tab.content, pandoc.Attr("", { "tab-panel" },
      { { "role", "group" }, { "aria-label", pandoc.utils.stringify(tab.title) } })))
  end
  local blocks = pandoc.Blocks({ pandoc.BulletList(items) })
  blocks:extend(panels)
  return pandoc.Div(blocks, { class = "panel-tabset" })
end

-- Tabs, each with a title and its content.
function boxes.tabs(tabs)
  return shared.typst and one_after_the_other(tabs) or radio_buttons(tabs)
end

return boxes
