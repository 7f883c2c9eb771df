-- The list of sources gets its heading: a chapter of its own in the PDF, as in Quarto an appendix on the page.
local level = FORMAT == "typst" and 1 or 2

return { {
  Pandoc = function(document)
    for index, block in ipairs(document.blocks) do
      if block.t == "Div" and block.identifier == "refs" then
        local title = document.meta.words["section-title-references"]
        document.blocks:insert(index, pandoc.Header(level, title, pandoc.Attr("references", { "unnumbered" })))
        return document
      end
    end
  end,
} }
