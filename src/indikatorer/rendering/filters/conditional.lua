-- .content-visible and .content-hidden: keep what is meant for the format that is being written.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local holds = { html = not shared.typst, ["html:js"] = not shared.typst, typst = shared.typst }

local function condition_holds(element, class)
  local when, unless = element.attributes["when-format"], element.attributes["unless-format"]
  for _, format in ipairs({ when or "html", unless or "html" }) do
    if holds[format] == nil then
      shared.problem(format, "." .. class, "skriv when-format eller unless-format, med html eller typst")
    end
  end
  for key in pairs(element.attributes) do
    if key ~= "when-format" and key ~= "unless-format" then
      shared.problem(key, "." .. class .. " " .. key, "här går bara when-format och unless-format att använda")
    end
  end
  return (when == nil or holds[when]) and (unless == nil or not holds[unless])
end

local function choose(element)
  if element.classes:includes("content-visible") then
    return condition_holds(element, "content-visible") and element.content or {}
  elseif element.classes:includes("content-hidden") then
    return condition_holds(element, "content-hidden") and {} or element.content
  end
end

return { { Div = choose, Span = choose } }
