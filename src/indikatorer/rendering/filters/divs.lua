-- Divs and spans: those that no filter knows are faults, never dropped in silence.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local div_classes = pandoc.List({
  "callout-note", "callout-tip", "callout-warning", "callout-important", "callout-caution",
  "panel-tabset", "columns", "column", "landscape", "lead", "findings", "note", "unnumbered", "stand-in",
  "bedomning", "writing-space", "forsta-sidan", "nyckeltal", "andring",
})
local span_classes = pandoc.List({ "page-break", "nowrap", "smallcaps", "underline", "mark", "unnumbered" })
local div_attributes = pandoc.List({ "width", "title", "layout-ncol", "tbl-cap", "csv",
  "icon", "appearance", "collapse", "namn", "datum" })

local function check(known, kind)
  return function(element)
    for _, class in ipairs(element.classes) do
      if not known:includes(class) then
        shared.problem("." .. class, kind .. " ." .. class,
          "det finns ingen sådan klass; det finns ." .. table.concat(known:filter(function(name) return name ~= "stand-in" end), ", ."))
      end
    end
    if kind == ":::" then
      for key in pairs(element.attributes) do
        if not div_attributes:includes(key) then
          shared.problem(key, "::: " .. key, "går inte att använda här; ta bort det")
        end
      end
    end
  end
end

-- `::: Note` without braces and `<div>` are read as divs too, and judged alike.
return { {
  Div = check(div_classes, ":::"),
  Span = check(span_classes, "[…]"),
} }
