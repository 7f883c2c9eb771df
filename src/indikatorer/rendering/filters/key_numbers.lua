-- ::: {.andring}: what is said of a change, with its line, or neither.
-- ::: {.forsta-sidan}: what stands on the first page, under the title; in it ::: {.nyckeltal} are numbers side by side,
-- each in bold, with its name, a line and a sentence. One whose number is not shown is left out. The template places it.
local shared = dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), "shared.lua" }))

local function is_number(block)
  return block.t == "Div" and block.classes:includes("nyckeltal")
end

local function has_number(div)
  local found = false
  div:walk({ Strong = function() found = true end })
  return found
end

local function in_typst(blocks)
  local laid, open = pandoc.Blocks({}), false
  for _, block in ipairs(blocks) do
    if is_number(block) ~= open then
      open = not open
      laid:insert(shared.raw(open and "#key-numbers(" or ")"))
    end
    if open then laid:insert(shared.raw("[")) end
    laid:extend(open and block.content or { block })
    if open then laid:insert(shared.raw("],")) end
  end
  if open then laid:insert(shared.raw(")")) end
  return laid
end

local function change(div)
  if not div.classes:includes("andring") then return nil end
  if not has_number(div) then return {} end
  if not shared.typst then return div end
  local blocks = pandoc.Blocks({ shared.raw("#change(") })
  for _, block in ipairs(div.content) do
    blocks:extend({ shared.raw("["), block, shared.raw("],") })
  end
  blocks:insert(shared.raw(")"))
  return blocks
end

return { { Div = change }, { Pandoc = function(document)
  document.blocks = document.blocks:walk({ Div = function(div)
    if not div.classes:includes("forsta-sidan") then return nil end
    local blocks = div.content:filter(function(block) return not is_number(block) or has_number(block) end)
    document.meta["forsta-sidan"] = pandoc.MetaBlocks(shared.typst and in_typst(blocks) or blocks)
    return {}
  end })
  return document
end } }
