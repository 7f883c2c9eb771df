-- Markup that pandoc took for words, because something that belongs to it is missing.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

-- What a writer notes for colleagues stays in the chapter.
local function without_comment(raw)
  if raw.format:match("html") and raw.text:match("^%s*<!%-%-.*%-%->%s*$") then return {} end
end

-- At the beginning of a line; anywhere else colons are text.
local function check_closing(block)
  for index, inline in ipairs(block.content) do
    local begins = index == 1 and block.t == "Para" or index > 1 and block.content[index - 1].t == "SoftBreak"
    if begins and inline.t == "Str" and inline.text:match("^:::+$") then
      shared.problem(inline.text, inline.text, "avslutar ingenting; ta bort raden, eller inled rutan med ::: {.callout-note}")
    end
  end
end

-- Signs that Typst would set otherwise than they are written: dashes, minus, ellipsis, marks of lists.
local function as_written(str)
  local text = str.text
  if not shared.typst then return nil end
  if text:find("--", 1, true) or text:find("...", 1, true) or text:match("^%-%d") or text:match("^[-+/=]+$")
    or text:match("^%d+%.$") then
    return pandoc.RawInline("typst", (text:gsub("%p", "\\%0")))
  end
end

local cites = false

return { {
  Meta = function(meta)
    cites = meta.bibliography ~= nil
  end,
}, {
  Para = check_closing,
  Plain = check_closing,
  RawInline = without_comment,
  RawBlock = without_comment,
  Cite = function(cite)
    local id = cite.citations[1].id
    if not cites and not id:lower():match("^[fts][ibe][glc]%-.") then
      shared.problem("@" .. id, "@" .. id, "@ inleder en hänvisning: till en tabell (@tbl-…), en figur (@fig-…), ett avsnitt " ..
        "(@sec-…) eller en källa (då behövs bibliography överst); ska tecknet stå i texten, skriv \\@" .. id)
    end
  end,
  Str = function(str)
    local note = str.text:match("%[%^[^%]]+%]")
    if note then
      shared.problem(note, "noten " .. note, "saknar text; skriv den i ett eget stycke som börjar med " .. note .. ":", true)
    end
    return as_written(str)
  end,
} }
