-- Opens a module in Neovim 0.7 or later with errls as its language server, and holds what the user sees against what the
-- module's "// want" comments promise. run.sh prepares the environment:
--
--   SERVER     the program            WORKSPACE  a copy of the module, which is changed
--   STDERR     the file that holds what the server writes to stderr
--   FINDINGS   the file that says where the server leaves the protocol
--
-- Each check prints one line; the last line counts them. Neovim ends with 1 if one of them failed.

local workspace = vim.env.WORKSPACE
local passed, failed = 0, 0

local function say(...)
  io.stdout:write(string.format(...) .. '\n')
end

-- check runs one check. What it returns is printed; an error in it is a failure.
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

local recent = vim.fn.has('nvim-0.11') == 1 -- Clients have methods, and vim.lsp.start.

local exit -- of the server: its exit code and signal

-- eventually waits until something is so; a server that has ended is not waited for.
local function eventually(condition)
  vim.wait(20000, function() return condition() or exit end, 10)
  return condition()
end

local function wait_for(what, condition)
  assert(eventually(condition), 'waited in vain for ' .. what)
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

-- open shows a file as `:edit` does, with the server attached.
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

-- promised lists the line and the rule of each "// want" comment of a buffer.
local function promised(buffer)
  local found = {}
  for number, line in ipairs(lines(buffer)) do
    local comment = line:match('// want (.*)')
    for rule in (comment or ''):gsub('"[^"]*"', ''):gmatch('%l+') do
      table.insert(found, number .. ' ' .. rule)
    end
  end
  return found
end

-- shown lists the line and the rule of each diagnostic of a buffer, in the order of the text.
local function shown(buffer)
  local diagnostics = vim.diagnostic.get(buffer)
  table.sort(diagnostics, function(a, b)
    return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col
  end)
  return vim.tbl_map(function(d)
    return d.lnum + 1 .. ' ' .. d.user_data.lsp.code
  end, diagnostics)
end

-- place returns the buffer's first line (from 0) and byte column that match a plain text.
local function place(buffer, text)
  for number, line in ipairs(lines(buffer)) do
    local from = line:find(text, 1, true)
    if from then
      return number - 1, from - 1
    end
  end
  error('the file does not hold ' .. text)
end

-- position is the protocol's position of a byte column.
local function position(buffer, line, column)
  if client.offset_encoding == 'utf-8' then
    return { line = line, character = column }
  end
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  local _, utf16 = vim.str_utfindex(text, column)
  return { line = line, character = utf16 }
end

-- call calls a function of the client.
local function call(name, ...)
  if recent then
    return client[name](client, ...)
  end
  return client[name](...)
end

-- on_line returns the diagnostic of a line as the protocol has it.
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
  local answer, problem = call('request_sync', method, params, 10000, buffer)
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

-- replace changes the first occurrence of a text and returns where its replacement begins.
local function replace(buffer, text, by)
  local line, column = place(buffer, text)
  vim.api.nvim_buf_set_text(buffer, line, column, line, column + #text, { by })
  return line, column
end

-- The seven codes of the service's page. The SDK makes one more, for what never reached the service.
local page_codes = {
  'OTSParameterInvalid', 'OTSPermissionDenied', 'OTSResourceGone', 'OTSSequenceNumberNotMatch', 'OTSTunnelExist',
  'OTSTunnelExpired', 'OTSTunnelServerUnavailable',
}
local sdk_code = 'OTSClientError'

for _, name in ipairs({ 'admin.go', 'consume.go', 'main.go', 'process.go' }) do
  check('diagnostics in ' .. name, function()
    local buffer = open(name)
    local want = promised(buffer)
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

-- Neovim closes the file, opens it again, and has forgotten what was in it.
check('diagnostics after :edit of an open file', function()
  local want = promised(buffer)
  vim.cmd('edit')
  vim.lsp.buf_attach_client(buffer, client_id)
  eventually(function() return vim.deep_equal(want, shown(buffer)) end)
  equal(want, shown(buffer), 'line and rule')
  return table.concat(want, ', ')
end)

check('hover on "OTSResourceGone"', function()
  local line, column = place(buffer, '"OTSResourceGone"')
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
  assert(text:find('OTSResourceGone', 1, true), 'the hover does not name the code')
  assert(text:lower():find('tunnel id', 1, true) and text:lower():find('reconnect', 1, true),
    'the hover does not say to reconnect with the tunnel ID')
  return 'says to reconnect with the tunnel ID'
end)

check('no hover on an ordinary string', function()
  local line, column = place(buffer, '"token %s:')
  local result = request(buffer, 'textDocument/hover', { position = position(buffer, line, column + 3) })
  assert(result == nil or result == vim.NIL, vim.inspect(result))
  return 'none'
end)

check('columns after characters beyond ASCII', function()
  local comment = '/* é漢𝄞 */ '
  local line, column = replace(buffer, '"OTSParameterinvalid"', comment .. '"OTSParameterinvalid"')
  wait_for('the diagnostic to move', function()
    local d = vim.diagnostic.get(buffer, { lnum = line })[1]
    return d and d.col == column + #comment and d.end_col == d.col + #'"OTSParameterinvalid"'
  end)
  return 'the literal, in ' .. client.offset_encoding
end)

check('quick fix of "OTSParameterinvalid"', function()
  local line, column = place(buffer, '"OTSParameterinvalid"')
  wait_for('the diagnostic', function() return on_line(buffer, line) end)
  local diagnostic = on_line(buffer, line)
  local actions = request(buffer, 'textDocument/codeAction', {
    range = diagnostic.range,
    context = { diagnostics = { diagnostic }, only = { 'quickfix' } },
  })
  assert(actions and #actions > 0, 'no action is offered')
  local action = actions[1]
  if not action.edit then
    action = call('request_sync', 'codeAction/resolve', action, 10000, buffer).result
  end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  equal('"OTSParameterInvalid"', text:sub(column + 1, column + 21), 'text after the fix')
  wait_for('the diagnostic to go', function()
    return not on_line(buffer, line)
  end)
  return action.title
end)

check('completion in te.Code == ""', function()
  local line, column = replace(buffer, 'te.Code == tunnel.ErrCodePermissionDenied', 'te.Code == ""')
  local inside = column + #'te.Code == "'
  local items = completion(buffer, line, inside)
  local labels = vim.tbl_map(function(item) return item.label end, items)
  say('      in the order of the list: %s', table.concat(labels, ', '))
  local of_page = vim.tbl_filter(function(label) return label ~= sdk_code end, labels)
  table.sort(of_page)
  equal(page_codes, of_page, 'codes')

  local gone = vim.tbl_filter(function(item) return item.label == 'OTSResourceGone' end, items)[1]
  vim.lsp.util.apply_text_edits({ gone.textEdit }, buffer, client.offset_encoding)
  local text = vim.api.nvim_buf_get_lines(buffer, line, line + 1, false)[1]
  equal('te.Code == "OTSResourceGone" {', text:sub(column + 1, column + 30), 'text after the completion')
  return #of_page .. ' codes'
end)

check('no completion in an ordinary string', function()
  local line, column = place(buffer, '"token %s:')
  equal({}, completion(buffer, line, column + 1), 'items')
  return 'none'
end)

check('the end', function()
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
  return assert(text:match('# (%d+ messages[^\n]*)'), 'nothing was watched')
end)

say('%d passed, %d failed', passed, failed)
vim.cmd(failed == 0 and 'qa!' or 'cq!')
