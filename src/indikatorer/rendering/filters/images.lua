-- Images: a description for those who do not see them, and a list of the files that are shown.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

-- What the picture shows: fig-alt, else the caption that stands beside it.
local function describe(image)
  local alt, caption = image.attributes["fig-alt"], image.attributes["figure-caption"]
  local own_words = pandoc.utils.stringify(image.caption)
  image.attributes["fig-alt"], image.attributes["figure-caption"] = nil, nil
  if (alt or caption or own_words) == "" then
    shared.problem(image.src, "bilden " .. image.src, "saknar beskrivning för den som inte ser den; skriv fig-alt=\"vad bilden visar\"")
  end
  -- on the page a caption that stands beside the picture would be read out twice
  return alt or (caption and (shared.typst and caption or "")) or own_words, caption
end

local function show(image)
  if image.src:match("^%a+:") then
    shared.problem(image.src, "bilden " .. image.src, "ligger på en annan webbplats; lägg filen i projektet")
  else
    shared.resource(image.src)
  end
  local alt, caption = describe(image)
  if shared.typst then
    local width = image.attributes.width and ", width: " .. image.attributes.width or ""
    return pandoc.RawInline("typst",
      "#image(" .. shared.quote(image.src) .. ", alt: " .. shared.quote(alt) .. width .. ")")
  end
  image.caption = {}
  image.attributes.alt = alt
  image.attributes.loading = "lazy"
  if not caption then return image end
  -- a figure opens by itself, for those who want it larger or want to keep it
  local name = alt == "" and { ["aria-label"] = caption } or {}
  return pandoc.Link({ image }, image.src, "", pandoc.Attr("", { "figure-file" }, name))
end

return { { Image = show } }
