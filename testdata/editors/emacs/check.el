;;; Opens a module in Emacs with Eglot and errls as language server.  -*- lexical-binding: t -*-
;;; It compares what the user sees with the "// want" comments in the module. run.sh sets the environment variables SERVER,
;;; WORKSPACE, STDERR and FINDINGS.

(require 'package)
(dolist (directory '("/usr/share/emacs/site-lisp/elpa" "/usr/share/emacs/site-lisp/elpa-src"))
  (when (file-directory-p directory) (add-to-list 'package-directory-list directory)))
(package-initialize) ; for Debian's elpa-eglot; Emacs 29 includes Eglot
(require 'eglot)
(require 'flymake)
(require 'subr-x)

;; Debian has no Go mode for Emacs 28. Eglot needs only the name of the mode.
(define-derived-mode go-mode prog-mode "Go" (setq-local comment-start "// "))
(add-to-list 'auto-mode-alist '("\\.go\\'" . go-mode))

(setq eglot-server-programs `((go-mode . (,(getenv "SERVER") "serve")))
      eglot-sync-connect 120
      eglot-autoshutdown nil
      eglot-send-changes-idle-time 0
      flymake-no-changes-timeout 0.1
      make-backup-files nil
      create-lockfiles nil)

(defvar passed 0)
(defvar failed 0)

(defun say (format &rest arguments)
  (princ (concat (apply #'format format arguments) "\n")))

(defun check (name run)
  "Run a check. Print what RUN returns; an error means failure."
  (condition-case problem
      (let ((result (funcall run)))
        (setq passed (1+ passed))
        (say "ok    %s: %s" name result))
    (error (setq failed (1+ failed))
           (say "FAIL  %s: %s" name (error-message-string problem)))))

(defun wait-for (what condition)
  (let ((end (+ (float-time) 120)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) end) (error "timeout while waiting for %s" what))
      (accept-process-output nil 0.02))
    value))

(defun expected ()
  "Return the line of each \"// want\" comment."
  (save-excursion
    (goto-char (point-min))
    (let (lines)
      (while (re-search-forward "// want " nil t)
        (push (line-number-at-pos) lines))
      (nreverse lines))))

(defun shown ()
  (sort (mapcar (lambda (d) (line-number-at-pos (flymake-diagnostic-beg d))) (flymake-diagnostics)) #'<))

(defun ask (method &rest more)
  (jsonrpc-request (eglot-current-server) method (append (eglot--TextDocumentPositionParams) more)))

(defun file-text (name)
  (with-temp-buffer (insert-file-contents name) (buffer-string)))

(defun open-file (name)
  (switch-to-buffer (find-file-noselect (expand-file-name name (getenv "WORKSPACE"))))
  (unless (eglot-managed-p)
    (apply #'eglot (eglot--guess-contact)))
  (flymake-mode 1))

(defun check-diagnostics (name)
  (check (concat "diagnostics in " name)
         (lambda ()
           (open-file name)
           (wait-for "eglot" #'eglot-managed-p)
           (wait-for (format "findings on the lines %S; there are %S" (expected) (shown))
                     (lambda () (flymake-start) (equal (expected) (shown))))
           (dolist (d (flymake-diagnostics))
             (say "      %s:%d: %s" name (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))
           (format "lines %S" (expected)))))

(mapc #'check-diagnostics '("admin.go" "consume.go" "main.go" "process.go"))

(open-file "process.go")

(check "hover on \"OTSResourceGone\""
       (lambda ()
         (goto-char (point-min))
         (search-forward "\"OTSRes")
         (let ((text (substring-no-properties (eglot--hover-info (plist-get (ask :textDocument/hover) :contents)))))
           (unless (and (string-match-p "reconnect" text) (string-match-p "tunnel ID" text))
             (error "the hover contains: %s" text))
           "says to reconnect with the tunnel ID")))

(check "quick fix of \"OTSParameterinvalid\""
       (lambda ()
         (goto-char (point-min))
         (search-forward "case \"OTSParameterin")
         (let* ((line (line-number-at-pos))
                (actions (eglot-code-actions (line-beginning-position) (line-end-position) "quickfix"))
                (action (car (append actions nil))))
           (eglot--apply-workspace-edit
            (plist-get (if (plist-get action :edit) action
                         (jsonrpc-request (eglot-current-server) :codeAction/resolve action))
                       :edit))
           (beginning-of-line)
           (unless (looking-at "\tcase \"OTSParameterInvalid\":") (error "the line is %s" (thing-at-point 'line t)))
           ;; Emacs sends changes to the server when it is idle, which never happens in batch mode.
           (eglot--signal-textDocument/didChange)
           (wait-for "the diagnostic to disappear" (lambda () (flymake-start) (not (memq line (shown)))))
           (plist-get action :title))))

(check "completion in te.Code == \"\""
       (lambda ()
         (goto-char (point-min))
         (search-forward "te.Code == tunnel.ErrCodePermissionDenied")
         (replace-match "te.Code == \"\"")
         (backward-char 1)
         (let* ((capf (eglot-completion-at-point))
                (labels (mapcar (lambda (l) (string-trim (substring-no-properties l))) (all-completions "" (nth 2 capf))))
                (documented (sort (delete "OTSClientError" labels) #'string<)))
           (unless (equal documented '("OTSParameterInvalid" "OTSPermissionDenied" "OTSResourceGone" "OTSSequenceNumberNotMatch"
                                    "OTSTunnelExist" "OTSTunnelExpired" "OTSTunnelServerUnavailable"))
             (error "it lists %S" documented))
           (format "%d codes" (length documented)))))

(check "shutdown"
       (lambda ()
         (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
         (let ((process (jsonrpc--process (eglot-current-server))))
           (eglot-shutdown (eglot-current-server) nil 5)
           (wait-for "the server to exit" (lambda () (not (process-live-p process))))
           (unless (equal "" (file-text (getenv "STDERR"))) (error "stderr: %s" (file-text (getenv "STDERR"))))
           "nothing on stderr")))

(check "the protocol"
       (lambda ()
         (dolist (line (split-string (file-text (getenv "FINDINGS")) "\n" t))
           (unless (string-prefix-p "#" line) (error "%s" line)))
         "no violations"))

(say "%d passed, %d failed" passed failed)
(kill-emacs (if (= failed 0) 0 1))
