-- SPDX-License-Identifier: MIT
-- Every request is another address, of any run: nothing answers it from a cache.
local n = os.time() * 100000
local path

function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  path = wrk.path
end

function request()
  n = n + 1
  local sep = path:find("?", 1, true) and "&" or "?"
  -- as a text Lua rounds a number to 14 digits: the same address ten times
  return wrk.format("GET", path .. sep .. string.format("fresh=%.0f", n))
end
