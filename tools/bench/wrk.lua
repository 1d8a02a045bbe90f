-- Asks for the lines of the file PAGES in turn, from line START on: a path and, after a tab, for whom it is asked.
-- Every thread begins at another place. At the end one line of JSON; times are in milliseconds.
local threads = 0

function setup(thread)
  thread:set("place", threads * 7919)
  threads = threads + 1
end

local requests, turn = {}, 0

function init(args)
  for line in io.lines(os.getenv("PAGES")) do
    local path, reader = line:match("^([^\t]+)\t?(.*)$")
    if reader ~= "" then wrk.headers["X-Forwarded-For"] = reader end
    requests[#requests + 1] = wrk.format("GET", path)
  end
  turn = place + tonumber(os.getenv("START"))
end

function request()
  turn = turn + 1
  return requests[turn % #requests + 1]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    'JSON{"requests": %d, "seconds": %f, "bytes": %d, "p50": %f, "p99": %f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, e.status, e.connect + e.read + e.write + e.timeout))
end
