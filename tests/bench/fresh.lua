-- SPDX-License-Identifier: MIT
-- Every request is another address: nothing answers it from a cache.
local n = 0
local path

function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  path = wrk.path
end

function request()
  n = n + 1
  local sep = path:find("?", 1, true) and "&" or "?"
  return wrk.format("GET", path .. sep .. "fresh=" .. n)
end
