-- .panel-tabset: on the page tabs that work without JavaScript, in the PDF one part after the other.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local tabsets = 0

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

local function one_after_the_other(tabs)
  local blocks = pandoc.Blocks({})
  for _, tab in ipairs(tabs) do
    blocks:insert(shared.raw("#tab-title[" .. shared.to_typst(tab.title) .. "]"))
    blocks:extend(tab.content)
  end
  return blocks
end

-- Each tab is a radio button, which every browser can work by mouse and keyboard; the style sheet shows its panel.
local function radio_buttons(tabs)
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

return { {
  Div = function(div)
    if not div.classes:includes("panel-tabset") then return nil end
    local tabs = split(div)
    if #tabs == 0 then
      shared.problem(".panel-tabset", "panel-tabset", "has no headings; each tab begins with one")
      return {}
    end
    tabsets = tabsets + 1
    return shared.typst and one_after_the_other(tabs) or radio_buttons(tabs)
  end,
} }
