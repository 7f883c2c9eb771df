-- The files that a figure or table was made from: `csv` in the metadata of its cell names them, and reaches Quarto as an
-- attribute of the cell. A table is its cell; a figure is the picture in it. Only Quarto runs this filter.
return { {
  Div = function(div)
    local names = div.attributes.csv
    if not names or div.identifier:match("^tbl%-") then return nil end
    div.attributes.csv = nil
    return div:walk({ Image = function(image)
      image.attributes.csv = names
      return image
    end })
  end,
} }
