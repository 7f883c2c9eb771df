-- Numbers for sections, figures and tables, and the references to them.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))
local floats = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "floats.lua" }))

local words, number_sections
local numbers = {}   -- label → the number that a reference shows
local missing = {}   -- label → whether a cell that cannot be shown has it
local counts = { fig = 0, tbl = 0 }
local sections, top_level = {}, 1

local function label_kind(label)
  local kind = label:match("^(%a+)%-.")
  return (kind == "fig" or kind == "tbl" or kind == "sec") and kind or nil
end

local function register(label, number)
  if numbers[label] then
    shared.problem(label, label, "etiketten finns två gånger; ge den ena ett annat namn")
  end
  numbers[label] = number
end

-- Sections

local function number_of_section(header_level)
  local depth = math.max(1, header_level - top_level + 1)
  for level = #sections, depth + 1, -1 do sections[level] = nil end
  for level = 1, depth do sections[level] = sections[level] or 0 end
  sections[depth] = sections[depth] + 1
  return table.concat(sections, ".")
end

-- The first heading of a PDF is of level 1, and no heading skips a level.
local last_level

local function check_level(header)
  if last_level and header.level > last_level + 1 then
    local title = pandoc.utils.stringify(header.content)
    shared.problem(title, "rubriken ”" .. title .. "”", "hoppar över en nivå; ta bort ett #")
  end
  last_level = header.level
  if shared.typst then header.level = math.max(1, header.level - top_level + 1) end
end

local function section(header)
  local level = header.level
  check_level(header)
  if header.classes:includes("unnumbered") then return header end
  local number = number_of_section(level)
  if label_kind(header.identifier) == "sec" then register(header.identifier, number) end
  -- in a PDF the template writes the numbers, and lines up what follows on the next line
  if number_sections and not shared.typst then
    local shown = pandoc.Span(number, { class = "header-section-number" })
    header.content = pandoc.Inlines({ shown, pandoc.Space() }) .. header.content
  end
  return header
end

-- Figures and tables

local function caption_inlines(blocks)
  return pandoc.utils.blocks_to_inlines(blocks)
end

local function links(kind, id, number, csv)
  return floats.links(id, pandoc.text.lower(words["crossref-" .. kind .. "-title"]) .. " " .. number, csv)
end

local function numbered_caption(kind, number, caption)
  return floats.numbered_caption(words["crossref-" .. kind .. "-title"], number, words["crossref-title-delim"], caption)
end

-- Figures within a figure get letters. Each part is a div of its own, which columns.lua puts into its place.
local function lettered(id, blocks, number)
  local parts = pandoc.Blocks({})
  local letters = 0
  for _, block in ipairs(blocks) do
    if block.t ~= "Figure" then
      parts:insert(block)
    else
      letters = letters + 1
      local letter = "(" .. string.char(96 + letters) .. ")"
      local own = block.identifier ~= "" and block.identifier or id .. "-" .. letters
      register(own, number .. " " .. letter)
      local caption = pandoc.Inlines({ pandoc.Str(letter), pandoc.Space() }) .. caption_inlines(block.caption.long)
      parts:insert(pandoc.Div(floats.float("fig", own, block.content, caption)))
    end
  end
  return parts
end

local function side_by_side(blocks, columns)
  if not columns then return blocks end
  return pandoc.Blocks({ pandoc.Div(blocks, pandoc.Attr("", {}, { ["layout-ncol"] = columns })) })
end

local function next_number(kind)
  counts[kind] = counts[kind] + 1
  return tostring(counts[kind])
end

local function labelled_div(div)
  local id, columns = div.identifier, div.attributes["layout-ncol"]
  local kind = label_kind(id)
  if div.classes:includes("stand-in") then
    missing[id] = true
    return {}
  elseif kind == "fig" then
    local number = next_number("fig")
    register(id, number)
    local caption = floats.take_caption(div.content, nil)
    local parts = side_by_side(lettered(id, div.content, number), columns)
    local named = links("fig", id, number, div.attributes.csv)
    return floats.float("fig", id, parts, numbered_caption("fig", number, caption), named)
  elseif kind == "tbl" then
    local number = next_number("tbl")
    register(id, number)
    local caption = floats.take_caption(div.content, div.attributes["tbl-cap"])
    local named = links("tbl", id, number, div.attributes.csv)
    return floats.table_float(id, div.content, numbered_caption("tbl", number, caption), named)
  elseif columns then
    div.content = div.content:map(function(block) return pandoc.Div({ block }) end)
    return div
  end
end

local function figure(element)
  local id, caption = element.identifier, caption_inlines(element.caption.long)
  if label_kind(id) ~= "fig" then return floats.float("fig", id, element.content, caption) end
  local number = next_number("fig")
  register(id, number)
  return floats.float("fig", id, element.content, numbered_caption("fig", number, caption), links("fig", id, number))
end

local function captioned_table(element)
  local id, caption = element.identifier, caption_inlines(element.caption.long)
  if label_kind(id) == "tbl" then
    local number = next_number("tbl")
    register(id, number)
    local named = links("tbl", id, number)
    return floats.table_float(id, pandoc.Blocks({ element }), numbered_caption("tbl", number, caption), named)
  elseif #caption > 0 then
    return floats.table_float(id, pandoc.Blocks({ element }), caption)
  end
end

-- References

local function prefix_for(kind, citation, capital)
  if #citation.prefix > 0 then return citation.prefix .. { pandoc.Str("\u{a0}") } end
  if citation.mode == "SuppressAuthor" then return pandoc.Inlines({}) end
  local word = words["crossref-" .. kind .. "-prefix"]
  if word == "" then return pandoc.Inlines({}) end
  if capital then word = pandoc.text.upper(pandoc.text.sub(word, 1, 1)) .. pandoc.text.sub(word, 2) end
  return pandoc.Inlines({ pandoc.Str(word .. "\u{a0}") })
end

local function reference(cite)
  local inlines = pandoc.Inlines({})
  for _, citation in ipairs(cite.citations) do
    local label = citation.id:sub(1, 1):lower() .. citation.id:sub(2)
    local kind = label_kind(label)
    if not kind then return nil end
    if not numbers[label] and not missing[label] then
      shared.problem("@" .. citation.id, "@" .. citation.id, "rapporten har ingenting med den etiketten; rätta namnet, eller sätt in det som avses")
    end
    if #inlines > 0 then inlines:extend({ pandoc.Str(","), pandoc.Space() }) end
    local shown = prefix_for(kind, citation, label ~= citation.id) .. { pandoc.Str(numbers[label] or "?") }
    inlines:insert(pandoc.Link(shown, "#" .. label, "", { class = "quarto-xref" }))
  end
  return inlines
end

local function read_settings(meta)
  words = {}
  for key, value in pairs(meta.words) do words[key] = pandoc.utils.stringify(value) end
  number_sections = meta["number-sections"] == true
  meta["section-numbering"] = number_sections
  return meta
end

local function find_top_level(document)
  top_level = 9
  document:walk({ Header = function(header)
    top_level = math.min(top_level, header.level)
  end })
end

return {
  { Meta = read_settings },
  { RawBlock = floats.html_table },
  { Pandoc = find_top_level },
  { traverse = "topdown",
    Header = section,
    Div = function(div)
      local replaced = labelled_div(div)
      -- what is inside a div that is kept has numbers of its own
      if replaced then return replaced, replaced == div end
    end,
    Figure = function(element) return figure(element), false end,
    Table = function(element)
      local replaced = captioned_table(element)
      return replaced or element, false
    end,
  },
  { Cite = reference },
}
