package p

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type operation struct{ code codes.Code }

func statusOf(op *operation) *status.Status { return status.New(op.code, "") }

// The operation leaves the function in a variable around it, or in a field.
func captured(retry func(func() error) error, next func() (*operation, error)) (*operation, error) {
	var last *operation
	err := retry(func() error {
		op, err := next()
		if err != nil {
			return err
		}
		last = op
		if st := statusOf(last); st != nil {
			if st.Code() == codes.DeadlineExceeded {
				return nil
			}
			return st.Err()
		}
		return nil
	})
	return last, err
}

func capturedCopy(retry func(func() error) error, next func() (*operation, error)) (*operation, error) {
	var last *operation
	err := retry(func() error {
		op, err := next()
		if err != nil {
			return err
		}
		last = op
		if st := statusOf(op); st.Code() == codes.DeadlineExceeded {
			return nil
		}
		return nil
	})
	return last, err
}

func capturedError(retry func(func() error) error, next func() error) error {
	var last error
	err := retry(func() error {
		last = next()
		if status.Code(last) == codes.DeadlineExceeded {
			return nil
		}
		return last
	})
	if err != nil {
		return err
	}
	return last
}

func capturedStatus(retry func(func() error) error, next func() error) *status.Status {
	var last *status.Status
	_ = retry(func() error {
		err := next()
		st, _ := status.FromError(err)
		last = st
		if st.Code() == codes.DeadlineExceeded {
			return nil
		}
		return err
	})
	return last
}

type poller struct{ last *operation }

func (p *poller) inField(next func() (*operation, error)) error {
	op, err := next()
	if err != nil {
		return err
	}
	p.last = op
	if st := statusOf(op); st.Code() == codes.DeadlineExceeded {
		return nil
	}
	return nil
}
