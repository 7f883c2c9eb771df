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
    return shared.typst and shared.as_written(str) or nil
  end,
} }
