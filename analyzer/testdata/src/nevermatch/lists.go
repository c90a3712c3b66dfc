package p

import (
	"errors"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

type wrapped struct{ cause error }

func (w *wrapped) Error() string { return w.cause.Error() }

func isExpected(err error, codes []string) bool {
	if err == nil {
		return false
	}
	if w, ok := err.(*wrapped); ok {
		return isExpected(w.cause, codes)
	}
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		for _, code := range codes {
			if te.Code == code || strings.Contains(te.Message, code) {
				return true
			}
		}
		return false
	}
	for _, code := range codes {
		if strings.Contains(err.Error(), code) {
			return true
		}
	}
	return false
}

func isOne(err error, codes []string) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains(codes, te.Code)
}

func isPart(err error, code string) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && strings.HasPrefix(te.Code, code)
}

func through(err error, codes []string) bool {
	if isOne(err, codes) {
		return true
	}
	return isExpected(err, codes)
}

func none(err error) bool {
	return isExpected(err, []string{}) || // want "^this list is empty, so isExpected never matches$"
		isOne(err, []string{}) || // want "isOne never matches"
		through(err, []string{}) // want "through never matches"
}

func noneInVariable(err error) bool {
	codes := []string{} // want "isExpected never matches"
	return isExpected(err, codes)
}

func empty(err error) bool {
	return isExpected(err, []string{""}) // want "^an empty code is part of every code, so this matches every error; remove it$"
}

func emptyAmong(err error) bool {
	return isExpected(err, []string{
		"OTSTunnelExpired",
		"", // want "an empty code is part"
	})
}

func emptyPart(err error) bool {
	return isPart(err, "") // want "an empty code is part"
}

func hasHead(code, head string) bool { return strings.HasPrefix(code, head) }

func swapped(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && hasHead("OTSTunnel", te.Code) // want "the arguments are swapped"
}
