-- SPDX-License-Identifier: MIT
-- Deliveries as Help Scout sends them, each another one: lines of signature, tab,
-- body.
local lines = {}
local n = 0

function init(args)
  for line in io.lines(args[1]) do
    lines[#lines + 1] = line
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["X-HelpScout-Event"] = "convo.created"
end

function request()
  n = n % #lines + 1
  local signature, body = lines[n]:match("^(.-)\t(.*)$")
  wrk.headers["X-HelpScout-Signature"] = signature
  return wrk.format(nil, nil, nil, body)
end
