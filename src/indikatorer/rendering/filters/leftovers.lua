-- Markup that pandoc took for words, because something that belongs to it is missing.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

-- What a writer notes for colleagues stays in the chapter.
local function without_comment(raw)
  if raw.format:match("html") and raw.text:match("^%s*<!%-%-.*%-%->%s*$") then return {} end
end

local cites = false

return { {
  Meta = function(meta)
    cites = meta.bibliography ~= nil
  end,
}, {
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
      shared.problem(note, "noten " .. note, "saknar text; skriv den i ett eget stycke som börjar med " .. note .. ":")
    elseif str.text:match("^:::+$") then
      shared.problem(str.text, str.text, "avslutar ingenting; ta bort raden, eller inled rutan med ::: {.callout-note}")
    end
  end,
} }
