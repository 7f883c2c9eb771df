-- .columns, layout-ncol, .landscape, page breaks: how blocks lie on the page.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local function grid(div)
  local widths, blocks = pandoc.List(), pandoc.Blocks({})
  for _, column in ipairs(div.content) do
    if column.t == "Div" and column.classes:includes("column") then
      widths:insert((column.attributes.width or "1fr"):gsub("%%$", "fr") .. "")
      blocks:insert(shared.raw("["))
      blocks:extend(column.content)
      blocks:insert(shared.raw("],"))
    else
      shared.problem(".columns", "columns", "här får bara rutor med ::: {.column} stå")
    end
  end
  blocks:insert(1, shared.raw("#grid(columns: (" .. table.concat(widths, ", ") .. ",), column-gutter: 1.5em,"))
  blocks:insert(shared.raw(")"))
  return blocks
end

-- Parts side by side, row by row.
local function panel(div)
  local columns = div.attributes["layout-ncol"]
  if not shared.typst then
    return pandoc.Div(div.content, pandoc.Attr("", { "panel" }, { style = "--columns: " .. columns }))
  end
  local blocks = pandoc.Blocks({ shared.raw("#grid(columns: (1fr,) * " .. columns .. ", gutter: 2em,") })
  for _, part in ipairs(div.content) do
    blocks:insert(shared.raw("["))
    blocks:extend(part.t == "Div" and part.content or { part })
    blocks:insert(shared.raw("],"))
  end
  blocks:insert(shared.raw(")"))
  return blocks
end

local function turned(div)
  local blocks = pandoc.Blocks({ shared.raw("#page(flipped: true)[") })
  blocks:extend(div.content)
  blocks:insert(shared.raw("]"))
  return blocks
end

return { {
  Div = function(div)
    if div.attributes["layout-ncol"] then return panel(div) end
    if div.classes:includes("columns") and shared.typst then return grid(div) end
    if div.classes:includes("writing-space") and shared.typst then return shared.raw("#writing-space") end
    if div.classes:includes("landscape") then return shared.typst and turned(div) or div.content end
    if (div.classes:includes("findings") or div.classes:includes("lead") or div.classes:includes("note")) and shared.typst then
      local blocks = pandoc.Blocks({ shared.raw("#" .. div.classes[1] .. "[") })
      blocks:extend(div.content)
      blocks:insert(shared.raw("]"))
      return blocks
    end
  end,
  Span = function(span)
    if span.classes:includes("page-break") then
      return shared.typst and pandoc.RawInline("typst", "#pagebreak(weak: true)") or pandoc.Span({}, { class = "page-break" })
    end
    if span.classes:includes("nowrap") and shared.typst then
      return pandoc.RawInline("typst", "#box[" .. shared.to_typst(span.content) .. "]")
    end
  end,
} }
