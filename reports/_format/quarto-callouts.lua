-- Quarto's own callouts fetch icons from the network when they are set in a PDF (before 1.9): use the template's.
-- Only Quarto runs this filter.
local titles = { note = "Notera", tip = "Tips", warning = "Varning", important = "Viktigt", caution = "Försiktighet" }

local function typst(text)
  return pandoc.RawBlock("typst", text)
end

local function title_of(callout)
  if not callout.title then return titles[callout.type] end
  local inlines = pandoc.Inlines(callout.title)
  return (pandoc.write(pandoc.Pandoc({ pandoc.Plain(inlines) }), "typst"):gsub("%s+$", ""))
end

return { {
  Callout = function(callout)
    if not quarto.doc.is_format("typst") then return nil end
    local opening = '#callout(kind: "' .. callout.type .. '", title: [' .. title_of(callout) .. "], body: ["
    return pandoc.Blocks({ typst(opening) }) .. pandoc.Blocks(callout.content) .. pandoc.Blocks({ typst("])") })
  end,
} }
