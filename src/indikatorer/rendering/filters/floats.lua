-- Figures and tables with captions: what they are made of, on the page and in the PDF. Numbers come from crossref.lua.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))
local floats = {}

local function is_image(block)
  return (block.t == "Para" or block.t == "Plain") and #block.content == 1 and block.content[1].t == "Image"
end

-- The caption of a labelled div: its attribute, else its last paragraph, which is taken out.
function floats.take_caption(blocks, attribute)
  if attribute then return shared.inlines(attribute) end
  local last = blocks[#blocks]
  if last and last.t == "Para" and not is_image(last) then
    blocks:remove(#blocks)
    return last.content
  end
  return pandoc.Inlines({})
end

-- A picture without a description of its own is described by the caption.
function floats.tell_images(blocks, caption)
  local text = pandoc.utils.stringify(caption)
  return blocks:walk({ Image = function(image)
    image.attributes["figure-caption"] = image.attributes["figure-caption"] or text
    return image
  end })
end

-- With a title (Figur, Tabell) Typst numbers it and resolves what refers to it, as in Quarto; without, the caption does.
local function typst_float(kind, id, blocks, caption, title)
  local numbers = title and "supplement: [" .. title .. "]" or "supplement: none, numbering: none"
  local opening = string.format('#figure(kind: "quarto-float-%s", %s, caption: [%s])[', kind, numbers, shared.to_typst(caption))
  local closing = id ~= "" and "] <" .. id .. ">" or "]"
  if kind == "tbl" then opening, closing = "#whole[" .. opening, closing .. "]" end
  return pandoc.Blocks({ shared.raw(opening) }) .. blocks .. pandoc.Blocks({ shared.raw(closing) })
end

-- The address of a figure or table, which shows itself to mouse and keyboard, and the files that it was made from.
-- The words of the address stand in the style sheet: they are no part of the report.
function floats.links(id, name, csv)
  if shared.typst or id == "" then return pandoc.Blocks({}) end
  local address = pandoc.Link({}, "#" .. id, "", pandoc.Attr("", { "permalink" }, { ["aria-label"] = "Länk hit: " .. name }))
  local links = pandoc.Inlines({ address })
  for table_id in (csv or ""):gmatch("%S+") do
    links:extend({ pandoc.Space(), pandoc.Link("Data (csv)", "data/" .. table_id .. ".csv", "",
      pandoc.Attr("", {}, { { "download", "" }, { "aria-label", "Data (csv) till " .. name .. ": " .. table_id } })) })
  end
  return pandoc.Blocks({ pandoc.Div({ pandoc.Plain(links) }, { class = "float-links" }) })
end

-- The caption of a figure or table, with its number.
function floats.numbered_caption(title, number, delimiter, caption)
  local label = title .. "\u{a0}" .. number
  if #caption == 0 then return pandoc.Inlines({ pandoc.Str(label) }) end
  return pandoc.Inlines({ pandoc.Str(label .. delimiter), pandoc.Space() }) .. caption
end

-- Written out: what pandoc has for it, Quarto would draw anew. A picture is no paragraph, which would move the caption away.
local function drawn_figure(id, blocks, caption)
  blocks = blocks:map(function(block) return is_image(block) and pandoc.Plain(block.content) or block end)
  local opening = id ~= "" and '<figure id="' .. id .. '">' or "<figure>"
  return pandoc.Blocks({ pandoc.RawBlock("html", opening) }) .. blocks .. {
    pandoc.Plain(pandoc.Inlines({ pandoc.RawInline("html", "<figcaption>") }) .. caption .. { pandoc.RawInline("html", "</figcaption>") }),
    pandoc.RawBlock("html", "</figure>"),
  }
end

-- A figure or table with a caption that stands apart from it; `links` come last. For `title` see typst_float.
function floats.float(kind, id, blocks, caption, links, title)
  if kind == "fig" then blocks = floats.tell_images(blocks, caption) end
  if shared.typst then return typst_float(kind, id, blocks, caption, title) end
  if kind == "fig" then
    local figure = drawn_figure(id, blocks, caption)
    return links and pandoc.Div(figure .. links, { class = "figure-float" }) or figure
  end
  return pandoc.Div(blocks .. (links or {}), pandoc.Attr(id, { "table-float" }))
end

-- What stands under a table, inside its div, is about the table: source, signs, reservations.
local function with_notes(blocks)
  local tables, notes = pandoc.Blocks({}), pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local sentences = block.t == "Para" or block.t == "Plain" or block.t == "BulletList"
    if block.t == "Div" and block.classes:includes("note") then
      notes:extend(block.content)
    elseif sentences and #tables > 0 then
      notes:insert(block)
    else
      tables:insert(block)
    end
  end
  if #notes > 0 then tables:insert(pandoc.Div(notes, { class = "note" })) end
  return tables
end

-- A table that a notebook has finished (show.py): what is in it stays text; to read it took a third of a page's time.
-- Its caption comes first in the div, and tables.lua puts it where it belongs.
local function finished_table(html)
  local rows, notes = html:match('^<table class="finished">\n(.*</table>)\n?(.*)$')
  if shared.typst or not rows then return nil end
  local blocks = { pandoc.Div({ pandoc.RawBlock("html", rows) }, { class = "finished-table" }) }
  if notes ~= "" then table.insert(blocks, pandoc.RawBlock("html", notes)) end
  return blocks
end

-- HTML that holds a table is read as one, so that page and PDF get the same table, unless it is finished for the page.
function floats.html_table(raw)
  if raw.format == "html" and raw.text:find("<table") then
    return finished_table(raw.text) or pandoc.read(raw.text, "html").blocks
  end
end

-- A caption belongs inside its table on the page, and around it in the PDF.
function floats.table_float(id, blocks, caption, links, title)
  blocks = with_notes(blocks)
  local holder
  blocks = blocks:walk({
    Table = function(element)
      if not holder then
        holder = element
        element.caption = pandoc.Caption(shared.typst and {} or { pandoc.Plain(caption) })
        element.identifier = ""
        return element
      end
    end,
    Div = function(div)
      if not holder and div.classes:includes("finished-table") then
        holder = div
        div.content:insert(1, pandoc.Plain(caption))
        return div
      end
    end,
  })
  if not holder then
    shared.problem("#" .. id, id, "innehåller ingen tabell")
  end
  return floats.float("tbl", id, blocks, caption, links, title)
end

return floats
