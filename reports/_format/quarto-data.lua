-- The files that a figure or table was made from, as links under it on the page: `csv` in the metadata of its cell names
-- them, and reaches Quarto as an attribute of the cell. Only Quarto runs this filter.
local function links(names)
  local inlines = pandoc.Inlines({})
  for name in names:gmatch("%S+") do
    local attributes = { { "download", "" }, { "aria-label", "Data (csv): " .. name } }
    inlines:extend({ pandoc.Link("Data (csv)", "data/" .. name .. ".csv", "", pandoc.Attr("", {}, attributes)), pandoc.Space() })
  end
  return pandoc.Div({ pandoc.Plain(inlines) }, { class = "float-links" })
end

return { {
  Div = function(div)
    local names = div.attributes.csv
    if not names then return nil end
    div.attributes.csv = nil
    return { div, links(names) }
  end,
} }
