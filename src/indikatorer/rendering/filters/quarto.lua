-- Quarto has read the document, numbered it and resolved its references; here it gets the looks that the embedded
-- renderer gives it, by the same filters. Only Quarto runs this one, after its own and before what it would draw itself.
local folder = pandoc.path.directory(quarto.utils.resolve_path("quarto.lua"))

-- Quarto names its own script to filters; here each is told its own, which it finds the others by.
local load
function load(path)
  return loadfile(path, "t", setmetatable({ PANDOC_SCRIPT_FILE = path, dofile = load }, { __index = _ENV }))()
end

local function part(name)
  return load(pandoc.path.join({ folder, name .. ".lua" }))
end

local shared, floats, boxes = part("shared"), part("floats"), part("boxes")
local words = {}

-- Head of the page

local function navigation(masthead, stem)
  local links = pandoc.List()
  for _, item in ipairs(masthead and masthead.navbar and masthead.navbar.left or {}) do
    local href = pandoc.utils.stringify(item.href):gsub("%.qmd$", ".html")
    links:insert({ text = item.text, href = pandoc.MetaString(href), current = href == stem .. ".html" })
  end
  return links
end

local function head(meta)
  for key, value in pairs(meta.words or {}) do words[key] = pandoc.utils.stringify(value) end
  local stem = pandoc.path.split_extension(pandoc.path.filename(quarto.doc.input_file))
  meta["site-title"] = meta.masthead and meta.masthead.title
  meta.navigation = navigation(meta.masthead, stem)
  meta.pdf = pandoc.MetaString(stem .. ".pdf")
  meta["counted-sections"] = true
  return meta
end

-- What Quarto wraps around what a notebook shows says how it came about, which is nobody's business.
local function is_wrapping(div)
  return div.classes:includes("quarto-embed-nb-cell") or div.classes:includes("cell") or div.classes:find_if(function(name)
    return name:match("^cell%-output")
  end) ~= nil
end

local function unwrapped(blocks)
  return blocks:walk({
    Div = function(div)
      if is_wrapping(div) then return div.content end
    end,
    Image = function(image)
      image.attributes.csv = nil
      image.identifier = ""
      return image
    end,
    RawBlock = function(block)
      if block.format == "html" and block.text:match("page%-break%-after") then
        return pandoc.Para({ pandoc.Span({}, pandoc.Attr("", { "page-break" })) })
      end
    end,
  })
end

-- Figures and tables

local kinds = { Figure = "fig", Table = "tbl" }

local function lettered(content, number, id, caption)
  local letter = "(" .. string.char(96 + number) .. ")"
  return pandoc.Div(floats.float("fig", id, content, pandoc.Inlines({ letter, " " }) .. caption))
end

local function side_by_side(element)
  local blocks, columns = quarto.utils.as_blocks(element.content), element.attributes["layout-ncol"]
  local letters = 0
  blocks = blocks:map(function(block)
    letters = letters + 1
    if block.t ~= "Figure" then return block end
    local id = element.identifier .. "-" .. letters
    return lettered(block.content, letters, id, pandoc.utils.blocks_to_inlines(block.caption.long))
  end)
  if not columns then return blocks end
  return pandoc.Blocks({ pandoc.Div(blocks, pandoc.Attr("", {}, { ["layout-ncol"] = columns })) })
end

local function caption_of(element)
  return element.caption_long and quarto.utils.as_inlines(element.caption_long) or pandoc.Inlines({})
end

-- A figure within a figure. In a PDF it is Quarto's, which refers to it in a way of its own.
local function within(element)
  local content, caption = unwrapped(quarto.utils.as_blocks(element.content)), caption_of(element)
  if not shared.typst then return lettered(content, element.order.order, element.identifier, caption) end
  element.content = floats.tell_images(content, caption)
  return element
end

-- A part without a label of its own, described by its caption like others.
local function described(part_of_figure)
  part_of_figure.content =
    floats.tell_images(part_of_figure.content, pandoc.utils.blocks_to_inlines(part_of_figure.caption.long))
  return part_of_figure
end

local function float(element)
  local kind = kinds[element.type]
  if not kind then return nil end
  if element.parent_id then return within(element) end
  if element.has_subfloats and shared.typst then
    element.content = quarto.utils.as_blocks(element.content):walk({ Figure = described })
    return element
  end
  local content = element.has_subfloats and side_by_side(element) or unwrapped(quarto.utils.as_blocks(element.content))
  local id, title, caption = element.identifier, words["crossref-" .. kind .. "-title"], caption_of(element)
  local links = pandoc.Blocks({})
  if not shared.typst then
    local number = tostring(element.order.order)
    links = floats.links(id, pandoc.text.lower(title) .. " " .. number, element.attributes.csv)
    caption = floats.numbered_caption(title, number, words["crossref-title-delim"], caption)
  end
  if kind == "tbl" then return floats.table_float(id, content, caption, links, title) end
  return floats.float("fig", id, content, caption, links, title)
end

-- A picture with a caption and no label has no number, unless it is a part of a figure: then Quarto gives it a letter.
local function unlabelled(document)
  document.blocks = document.blocks:walk({
    traverse = "topdown",
    Div = function(div)
      if div.attributes.__quarto_custom_type == "FloatRefTarget" then return div, false end
    end,
    Figure = function(element)
      return floats.float("fig", element.identifier, element.content, pandoc.utils.blocks_to_inlines(element.caption.long))
    end,
  })
  return document
end

-- What lies side by side is put into parts before each of them becomes several blocks.
local function parts(div)
  if not div.attributes["layout-ncol"] then return nil end
  div.content = div.content:map(function(block) return pandoc.Div({ block }) end)
  return div
end

-- A cell that is nothing but a fact is a paragraph to Quarto.
local function cells(element)
  local bodies = element.bodies
  for _, body in ipairs(bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do
        if #cell.contents == 1 and cell.contents[1].t == "Para" then
          cell.contents = { pandoc.Plain(cell.contents[1].content) }
        end
      end
    end
  end
  element.bodies = bodies
  return element
end

-- Boxes

local function callout(element)
  local title = element.title and quarto.utils.as_inlines(element.title) or pandoc.Inlines({})
  if #title == 0 then title = shared.inlines(words["callout-" .. element.type .. "-title"]) end
  local id = element.attr and element.attr.identifier or ""
  return boxes.callout(element.type, id, title, quarto.utils.as_blocks(element.content))
end

local function tabset(element)
  local tabs = pandoc.List()
  for _, tab in ipairs(element.tabs) do
    tabs:insert({ title = quarto.utils.as_inlines(tab.title), content = quarto.utils.as_blocks(tab.content) })
  end
  return boxes.tabs(tabs)
end

-- Sources: their heading, and under it the place where they are listed last of all.
local function with_sources(document)
  local cites = false
  document:walk({ Cite = function() cites = true end })
  if not cites then return nil end
  document.blocks:insert(pandoc.Div({}, pandoc.Attr("refs")))
  document = part("references")[1].Pandoc(document)
  if shared.typst then
    -- a heading in front of the list of sources, Quarto makes a paragraph of
    document.blocks[#document.blocks - 1] =
      shared.raw("#heading(level: 1, numbering: none)[" .. words["section-title-references"] .. "] <references>")
  end
  return document
end

-- Quotation marks are written to Typst as straight ones, which it would curve by rules of its own: they stay as they are.
local marks = { SingleQuote = { "‘", "’" }, DoubleQuote = { "“", "”" } }
local any_mark = "()(\xE2\x80[\x98\x99\x9C\x9D])()"

local function mark(text)
  return pandoc.RawInline("typst", text)
end

local function quoted(element)
  local opening, closing = table.unpack(marks[element.quotetype])
  return pandoc.Inlines({ mark(opening) }) .. element.content .. { mark(closing) }
end

local function with_marks(str)
  local inlines, from = pandoc.Inlines({}), 1
  for start, found, after in str.text:gmatch(any_mark) do
    inlines:extend({ pandoc.Str(str.text:sub(from, start - 1)), mark(found) })
    from = after
  end
  if from == 1 then return nil end
  inlines:insert(pandoc.Str(str.text:sub(from)))
  return inlines
end

-- A sentence that is not said is an empty fact, of which Quarto keeps the paragraph, or the space around it.
local function is_blank(inline)
  return inline.t == "Space" or inline.t == "SoftBreak" or inline.t == "Str" and inline.text == ""
end

local function said(paragraph)
  local content = paragraph.content
  while #content > 0 and is_blank(content[1]) do content:remove(1) end
  while #content > 0 and is_blank(content[#content]) do content:remove() end
  if #content == 0 then return {} end
  paragraph.content = content
  return paragraph
end

local filters = pandoc.List({
  { Meta = head },
  { Para = said, Plain = said },
  { RawBlock = floats.html_table, Div = parts, Table = cells },
  { Callout = callout, Tabset = tabset, FloatRefTarget = float },
  { Pandoc = unlabelled },
  { Pandoc = function(document)
    document.blocks = unwrapped(document.blocks)
    return document
  end },
})
for _, name in ipairs({ "assessments", "leftovers", "links", "columns", "tables", "images", "key_numbers" }) do filters:extend(part(name)) end
filters:insert({ Pandoc = with_sources })
if shared.typst then filters:insert({ Quoted = quoted, Str = with_marks }) end
return filters
