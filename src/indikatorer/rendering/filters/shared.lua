-- What the filters have in common: the format, faults, and text of the format that is being written.
local shared = { typst = FORMAT == "typst" }

-- A fault in the document. The needle is text that stands in the source where the fault is; when it must be `written`
-- just so, a name in the data that looks like it is none.
function shared.problem(needle, construct, remedy, written)
  local fault = { needle = needle, construct = construct, remedy = remedy, written = written or false }
  io.stderr:write(pandoc.json.encode(fault), "\n")
end

-- A file that the document shows.
function shared.resource(path)
  io.stderr:write(pandoc.json.encode({ resource = path }), "\n")
end

function shared.raw(text)
  return pandoc.RawBlock("typst", text)
end

-- Signs that Typst would set otherwise than they are written: dashes, minus, ellipsis, marks of lists.
function shared.as_written(str)
  local text = str.text
  if text:find("--", 1, true) or text:find("...", 1, true) or text:match("^%-%d") or text:match("^[-+/=]+$")
    or text:match("^%d+%.$") then
    return pandoc.RawInline("typst", (text:gsub("%p", "\\%0")))
  end
end

-- Inlines as Typst markup, with quotation marks and dashes as they are.
function shared.to_typst(inlines)
  local written = pandoc.Plain(inlines):walk({ Str = shared.as_written })
  return (pandoc.write(pandoc.Pandoc({ written }), "typst-smart"):gsub("%s+$", ""))
end

-- Text as a Typst string.
function shared.quote(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

-- Markdown in an attribute, as inlines.
function shared.inlines(markdown)
  return pandoc.utils.blocks_to_inlines(pandoc.read(markdown, "markdown-tex_math_dollars").blocks)
end

return shared
