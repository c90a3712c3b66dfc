-- Opens a module in Neovim 0.7 or later with errls as language server, and compares what the user sees with the "// want"
-- comments in the module. run.sh sets the environment variables:
--
--   SERVER     the server program
--   WORKSPACE  a copy of the module, which this script changes
--   STDERR     the file that contains the standard error of the server
--   FINDINGS   the file that contains violations of the protocol
--
-- Each check prints one line, and the last line contains their numbers. The exit code is 1 if a check has failed.

local workspace = vim.env.WORKSPACE
local passed, failed = 0, 0

local function say(...)
  io.stdout:write(string.format(...) .. '\n')
end

-- check runs a check. It prints what the check returns; an error means failure.
local function check(name, run)
  local ok, result = xpcall(run, debug.traceback)
  if ok then
    passed = passed + 1
    say('ok    %s: %s', name, result)
  else
    failed = failed + 1
    say('FAIL  %s: %s', name, result)
  end
end

local function equal(want, got, what)
  if not vim.deep_equal(want, got) then
    error(string.format('%s: want %s, got %s', what, vim.inspect(want), vim.inspect(got)), 2)
  end
end

local function read(name)
  local file = assert(io.open(name))
  local text = file:read('*a')
  file:close()
  return text
end

local recent = vim.fn.has('nvim-0.11') == 1 -- Clients have methods, and vim.lsp.start exists.

local exit -- the exit code and signal of the server

-- eventually waits until a condition is true or the server has ended, and returns the condition.
local function eventually(condition)
  vim.wait(120000, function() return condition() or exit end, 10)
  return condition()
end

local function wait_for(what, condition)
  assert(eventually(condition), 'timeout while waiting for ' .. what)
end

local function start(config)
  if recent then
    return vim.lsp.start(config, { attach = false })
  end
  return vim.lsp.start_client(config)
end

local client_id = start({
  name = 'errls',
  cmd = { vim.env.SERVER, 'serve' },
  root_dir = workspace,
  workspace_folders = { { uri = vim.uri_from_fname(workspace), name = 'module' } },
  on_exit = function(code, signal)
    exit = { code, signal }
  end,
})
local client

-- open edits a file, and attaches the server.
local function open(name)
  vim.cmd('edit ' .. vim.fn.fnameescape(workspace .. '/' .. name))
  vim.bo.filetype = 'go'
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client_id)
  client = vim.lsp.get_client_by_id(client_id)
  return buffer
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

-- expected returns the line and the rule of each "// want" comment in a buffer.
local function expected(buffer)
  local found = {}
  for number, line in ipairs(lines(buffer)) do
    local comment = line:match('// want (.*)')
    for rule in (comment or ''):gsub('"[^"]*"', ''):gmatch('%l+') do
      table.insert(found, number .. ' ' .. rule)
    end
  end
  return found
end

-- shown returns the line and the rule of each diagnostic of a buffer, in the order of the text.
local function shown(buffer)
  local diagnostics = vim.diagnostic.get(buffer)
  table.sort(diagnostics, function(a, b)
    return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col
  end)
  return vim.tbl_map(function(d)
    return d.lnum + 1 .. ' ' .. d.user_data.lsp.code
  end, diagnostics)
end

-- find returns the line (from 0) and the byte column of the first occurrence of a text in a buffer.
local function find(buffer, text)
  for number, line in ipairs(lines(buffer)) do
    local from = line:find(text, 1, true)
    if from then
      return number - 1, from - 1
    end
  end
  error('the file does not contain ' .. text)
end

-- position returns the position of a byte column in the protocol.
local function position(buffer, line, column)
  if client.offset_encoding == 'utf-8' then
    return { line = line, character = column }
  end
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  local _, utf16 = vim.str_utfindex(text, column)
  return { line = line, character = utf16 }
end

-- call calls a method of the client.
local function call(name, ...)
  if recent then
    return client[name](client, ...)
  end
  return client[name](...)
end

-- on_line returns the diagnostic on a line in the form of the protocol.
local function on_line(buffer, line)
  local d = vim.diagnostic.get(buffer, { lnum = line })[1]
  return d and vim.tbl_extend('keep', {
    range = { start = position(buffer, d.lnum, d.col), ['end'] = position(buffer, d.end_lnum, d.end_col) },
    message = d.message,
    severity = d.severity,
    source = d.source,
  }, d.user_data.lsp)
end

local function request(buffer, method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(buffer) }
  local answer, problem = call('request_sync', method, params, 60000, buffer)
  assert(answer, problem)
  assert(not answer.err, vim.inspect(answer.err))
  return answer.result
end

local function completion(buffer, line, column)
  local result = request(buffer, 'textDocument/completion', { position = position(buffer, line, column) })
  if result == nil or result == vim.NIL then
    return {}
  end
  return result.items or result
end

-- replace replaces the first occurrence of a text, and returns the line and byte column of the replacement.
local function refind(buffer, text, by)
  local line, column = find(buffer, text)
  vim.api.nvim_buf_set_text(buffer, line, column, line, column + #text, { by })
  return line, column
end

-- The documented codes of the service. The SDK has one more, for errors before a request reaches the service.
local documented_codes = {
  'OTSParameterInvalid', 'OTSPermissionDenied', 'OTSResourceGone', 'OTSSequenceNumberNotMatch', 'OTSTunnelExist',
  'OTSTunnelExpired', 'OTSTunnelServerUnavailable',
}
local sdk_code = 'OTSClientError'

for _, name in ipairs({ 'admin.go', 'consume.go', 'main.go', 'process.go' }) do
  check('diagnostics in ' .. name, function()
    local buffer = open(name)
    local want = expected(buffer)
    eventually(function() return vim.deep_equal(want, shown(buffer)) end)
    equal(want, shown(buffer), 'line and rule')
    for _, d in ipairs(vim.diagnostic.get(buffer)) do
      equal('errls', d.source, 'source')
      say('      %s:%d:%d: %s', name, d.lnum + 1, d.col + 1, d.message)
    end
    return table.concat(want, ', ')
  end)
end

local buffer = open('process.go')

-- Neovim closes the file and opens it again, without its earlier diagnostics.
check('diagnostics after :edit of an open file', function()
  local want = expected(buffer)
  vim.cmd('edit')
  vim.lsp.buf_attach_client(buffer, client_id)
  eventually(function() return vim.deep_equal(want, shown(buffer)) end)
  equal(want, shown(buffer), 'line and rule')
  return table.concat(want, ', ')
end)

check('hover on "OTSResourceGone"', function()
  local line, column = find(buffer, '"OTSResourceGone"')
  vim.api.nvim_win_set_cursor(0, { line + 1, column + 4 })
  vim.lsp.buf.hover()
  local window
  wait_for('the window of the hover', function()
    for _, candidate in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(candidate).relative ~= '' then
        window = candidate
      end
    end
    return window
  end)
  local text = table.concat(lines(vim.api.nvim_win_get_buf(window)), '\n')
  vim.api.nvim_win_close(window, true)
  say('      %s', (text:gsub('\n', '\n      ')))
  assert(text:find('OTSResourceGone', 1, true), 'the hover does not contain the code')
  assert(text:lower():find('tunnel id', 1, true) and text:lower():find('reconnect', 1, true),
    'the hover does not say to reconnect with the tunnel ID')
  return 'says to reconnect with the tunnel ID'
end)

check('no hover on a string that is not a code', function()
  local line, column = find(buffer, '"token %s:')
  local result = request(buffer, 'textDocument/hover', { position = position(buffer, line, column + 3) })
  assert(result == nil or result == vim.NIL, vim.inspect(result))
  return 'none'
end)

check('columns after non-ASCII characters', function()
  local comment = '/* é漢𝄞 */ '
  local line, column = refind(buffer, '"OTSParameterinvalid"', comment .. '"OTSParameterinvalid"')
  wait_for('the diagnostic to move', function()
    local d = vim.diagnostic.get(buffer, { lnum = line })[1]
    return d and d.col == column + #comment and d.end_col == d.col + #'"OTSParameterinvalid"'
  end)
  return 'the literal, in ' .. client.offset_encoding
end)

check('quick fix of "OTSParameterinvalid"', function()
  local line, column = find(buffer, '"OTSParameterinvalid"')
  wait_for('the diagnostic', function() return on_line(buffer, line) end)
  local diagnostic = on_line(buffer, line)
  local actions = request(buffer, 'textDocument/codeAction', {
    range = diagnostic.range,
    context = { diagnostics = { diagnostic }, only = { 'quickfix' } },
  })
  assert(actions and #actions > 0, 'there is no code action')
  local action = actions[1]
  if not action.edit then
    action = call('request_sync', 'codeAction/resolve', action, 60000, buffer).result
  end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  equal('"OTSParameterInvalid"', text:sub(column + 1, column + 21), 'text after the fix')
  wait_for('the diagnostic to disappear', function()
    return not on_line(buffer, line)
  end)
  return action.title
end)

check('completion in te.Code == ""', function()
  local line, column = refind(buffer, 'te.Code == tunnel.ErrCodePermissionDenied', 'te.Code == ""')
  local inside = column + #'te.Code == "'
  local items = completion(buffer, line, inside)
  local labels = vim.tbl_map(function(item) return item.label end, items)
  say('      in the order of the list: %s', table.concat(labels, ', '))
  local documented = vim.tbl_filter(function(label) return label ~= sdk_code end, labels)
  table.sort(documented)
  equal(documented_codes, documented, 'codes')

  local gone = vim.tbl_filter(function(item) return item.label == 'OTSResourceGone' end, items)[1]
  vim.lsp.util.apply_text_edits({ gone.textEdit }, buffer, client.offset_encoding)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  equal('te.Code == "OTSResourceGone" {', text:sub(column + 1, column + 30), 'text after the completion')
  return #documented .. ' codes'
end)

check('no completion in a string that is not a code', function()
  local line, column = find(buffer, '"token %s:')
  equal({}, completion(buffer, line, column + 1), 'items')
  return 'none'
end)

check('shutdown', function()
  call('stop')
  wait_for('the server to exit', function() return exit end)
  equal({ 0, 0 }, exit, 'exit code and signal')
  equal('', read(vim.env.STDERR), 'stderr')
  return 'exit code 0, nothing on stderr'
end)

check('the protocol', function()
  local text = read(vim.env.FINDINGS)
  for line in text:gmatch('[^\n]+') do
    assert(line:sub(1, 1) == '#', line)
  end
  return assert(text:match('# (%d+ messages[^\n]*)'), 'lspcheck has written no summary')
end)

say('%d passed, %d failed', passed, failed)
vim.cmd(failed == 0 and 'qa!' or 'cq!')
