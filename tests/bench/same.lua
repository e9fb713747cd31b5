-- SPDX-License-Identifier: MIT
-- The same address again and again, as many viewers of one page would ask.
function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
end
