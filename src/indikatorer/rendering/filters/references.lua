-- The list of sources gets its heading: a chapter of its own in the PDF, as in Quarto an appendix on the page,
-- which the contents do not list.
local in_pdf = FORMAT == "typst"
local level = in_pdf and 1 or 2
local classes = in_pdf and { "unnumbered" } or { "unnumbered", "unlisted" }

return { {
  Pandoc = function(document)
    for index, block in ipairs(document.blocks) do
      if block.t == "Div" and block.identifier == "refs" then
        local title = document.meta.words["section-title-references"]
        document.blocks:insert(index, pandoc.Header(level, title, pandoc.Attr("references", classes)))
        return document
      end
    end
  end,
} }
