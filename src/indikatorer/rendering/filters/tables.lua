-- Tables: header cells say what they head, wide ones scroll by themselves, and no column is stretched.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local count = 0

-- A number, or a sign that stands for one.
local function number_like(text)
  return text:gsub("\u{a0}", " "):match("^[%s%d.,%%–−+*-]+$") ~= nil
end

-- The first column names its row, unless it holds numbers only.
local function heads_rows(element)
  if #element.colspecs < 2 or #element.head.rows == 0 then return false end
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      if row.cells[1] and not number_like(pandoc.utils.stringify(row.cells[1].contents)) then return true end
    end
  end
  return false
end

local function scope_headers(element)
  for _, row in ipairs(element.head.rows) do
    for _, cell in ipairs(row.cells) do
      cell.attributes.scope = cell.attributes.scope or (cell.col_span > 1 and "colgroup" or "col")
    end
  end
  if not heads_rows(element) then return end
  for _, body in ipairs(element.bodies) do
    body.row_head_columns = math.max(1, body.row_head_columns)
    for _, row in ipairs(body.body) do
      if row.cells[1] then
        row.cells[1].attributes.scope = row.cells[1].attributes.scope or (row.cells[1].row_span > 1 and "rowgroup" or "row")
      end
    end
  end
end

local function holds_numbers(element, column)
  local seen = false
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      local text = row.cells[column] and pandoc.utils.stringify(row.cells[column].contents) or ""
      if text ~= "" and not number_like(text) then return false end
      seen = seen or text ~= ""
    end
  end
  return seen
end

-- In a wide table the words that head the rows keep their line, and the headings of the numbers give way. The word over
-- them has its room as well: what is too wide for its column is printed over the next.
local many_columns = 7
local per_character, wider_in_bold, beside, at_most = 0.011, 1.15, 0.015, 0.3

local function width_of_labels(element)
  local longest = 0
  for _, row in ipairs(element.head.rows) do
    for word in pandoc.utils.stringify(row.cells[1].contents):gmatch("%S+") do
      longest = math.max(longest, wider_in_bold * pandoc.text.len(word))
    end
  end
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      longest = math.max(longest, pandoc.text.len(pandoc.utils.stringify(row.cells[1].contents)))
    end
  end
  return math.min(at_most, per_character * longest + beside)
end

-- Two columns of words that do not fit on a line share it as their words do: halved, it breaks the longer ones in vain.
local signs_on_a_line, least = 90, 0.3

local function shares_of_words(element)
  local longest, all = { 0, 0 }, { 0, 0 }
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      for column = 1, 2 do
        local length = row.cells[column] and pandoc.text.len(pandoc.utils.stringify(row.cells[column].contents)) or 0
        longest[column], all[column] = math.max(longest[column], length), all[column] + length
      end
    end
  end
  if longest[1] + longest[2] <= signs_on_a_line then return nil end
  local first = math.max(least, math.min(1 - least, all[1] / (all[1] + all[2])))
  return { first, 1 - first }
end

-- Columns get the width that they need; numbers stand to the right where nobody has said otherwise.
local function align(element)
  for index, spec in ipairs(element.colspecs) do
    local alignment = spec[1]
    if alignment == "AlignDefault" and index > 1 and holds_numbers(element, index) then alignment = "AlignRight" end
    element.colspecs[index] = { alignment }
  end
  local shares = shared.typst and #element.colspecs == 2 and not holds_numbers(element, 2) and shares_of_words(element)
  if shares then
    for index, share in ipairs(shares) do element.colspecs[index] = { element.colspecs[index][1], share } end
  end
  if shared.typst and #element.colspecs >= many_columns and heads_rows(element) then
    element.colspecs[1] = { element.colspecs[1][1], width_of_labels(element) }
  end
end

-- What a table scrolls in by itself, which its caption names; and the caption, so that it can.
local function region(caption)
  count = count + 1
  -- pairs, not keys: these keep their order, and the page its bytes
  local attributes = { { "role", "region" }, { "tabindex", "0" } }
  if #caption > 0 then
    local id = "table-caption-" .. count
    caption = pandoc.Inlines({ pandoc.Span(caption, pandoc.Attr(id)) })
    table.insert(attributes, { "aria-labelledby", id })
  else
    table.insert(attributes, { "aria-label", "Tabell utan rubrik" })
  end
  return pandoc.Attr("", { "table-scroll" }, attributes), caption
end

local function on_page(element)
  scope_headers(element)
  local scrolls, caption = region(pandoc.utils.blocks_to_inlines(element.caption.long))
  if #caption > 0 then element.caption = pandoc.Caption({ pandoc.Plain(caption) }) end
  return pandoc.Div({ element }, scrolls)
end

local function finished_on_page(div)
  local rows = div.content:remove()
  local scrolls, caption = region(pandoc.utils.blocks_to_inlines(div.content))
  local inlines = pandoc.Inlines({ pandoc.RawInline("html", "<table>\n") })
  if #caption > 0 then
    inlines:insert(pandoc.RawInline("html", "<caption>"))
    inlines:extend(caption)
    inlines:insert(pandoc.RawInline("html", "</caption>\n"))
  end
  inlines:insert(pandoc.RawInline("html", rows.text))
  return pandoc.Div({ pandoc.Plain(inlines) }, scrolls)
end

return { { traverse = "topdown",
  Div = function(div)
    if div.classes:includes("finished-table") then return finished_on_page(div), false end
  end,
  Table = function(element)
    align(element)
    if shared.typst then
      element.classes:insert("typst:no-figure")
      return element, false
    end
    return on_page(element), false
  end,
} }
