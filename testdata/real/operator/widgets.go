package main

import (
	"context"
	"log"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/util/retry"
)

// A reconciler brings widgets into the state that their specification describes.
type reconciler struct {
	widgets dynamic.ResourceInterface
}

// find reports any error but NotFound as success: the controller does not look at the widget again.
func (r *reconciler) find(ctx context.Context, name string) error {
	_, err := r.widgets.Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		if apierrors.IsNotFound(err) { // want unhandledcode "are only logged here"
			return nil
		}
		log.Print(err)
		return nil
	}
	return nil
}

// remove expects that the widget may be gone.
func (r *reconciler) remove(ctx context.Context, name string) error {
	err := r.widgets.Delete(ctx, name, metav1.DeleteOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// create takes an existing widget for its own.
func (r *reconciler) create(ctx context.Context, w *unstructured.Unstructured) error {
	_, err := r.widgets.Create(ctx, w, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// invalid hides that the widget is wrong.
func (r *reconciler) invalid(ctx context.Context, w *unstructured.Unstructured) error {
	_, err := r.widgets.Create(ctx, w, metav1.CreateOptions{})
	if apierrors.IsInvalid(err) { // want swallowedcode "Invalid ends here as success"
		return nil
	}
	return err
}

// update sends the same version of the widget again, which conflicts again.
func (r *reconciler) update(ctx context.Context, w *unstructured.Unstructured) error {
	for range 5 {
		_, err := r.widgets.Update(ctx, w, metav1.UpdateOptions{})
		if apierrors.IsConflict(err) { // want blindretry "Conflict is retried unchanged"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return nil
}

// updateNow reads the widget again before each attempt.
func (r *reconciler) updateNow(ctx context.Context, name, color string) error {
	for range 5 {
		w, err := r.widgets.Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		w.SetLabels(map[string]string{"color": color})
		_, err = r.widgets.Update(ctx, w, metav1.UpdateOptions{})
		if apierrors.IsConflict(err) {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return nil
}

// updateWithLibrary reads the widget in the function that is called again.
func (r *reconciler) updateWithLibrary(ctx context.Context, name, color string) error {
	return retry.RetryOnConflict(retry.DefaultRetry, func() error {
		w, err := r.widgets.Get(ctx, name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		w.SetLabels(map[string]string{"color": color})
		_, err = r.widgets.Update(ctx, w, metav1.UpdateOptions{})
		return err
	})
}

// createDenied tries again although the server denies the request.
func (r *reconciler) createDenied(ctx context.Context, w *unstructured.Unstructured) error {
	return retry.OnError(retry.DefaultBackoff, apierrors.IsForbidden, func() error { // want permanentretry "Forbidden"
		_, err := r.widgets.Create(ctx, w, metav1.CreateOptions{})
		return err
	})
}

// createLater waits for the server.
func (r *reconciler) createLater(ctx context.Context, w *unstructured.Unstructured) error {
	return retry.OnError(retry.DefaultBackoff, apierrors.IsServiceUnavailable, func() error {
		_, err := r.widgets.Create(ctx, w, metav1.CreateOptions{})
		return err
	})
}

// createOften does not wait for a server that has too many requests already.
func (r *reconciler) createOften(ctx context.Context, w *unstructured.Unstructured) error {
	for range 5 {
		_, err := r.widgets.Create(ctx, w, metav1.CreateOptions{})
		if apierrors.IsTooManyRequests(err) { // want hotretry "TooManyRequests is retried without a wait"
			continue
		}
		return err
	}
	return nil
}

// denied asks for the reason.
func denied(err error) bool {
	switch apierrors.ReasonForError(err) {
	case metav1.StatusReasonForbidden, metav1.StatusReasonUnauthorized:
		return true
	}
	return false
}

// missing has a reason that no server sends.
func missing(err error) bool {
	return apierrors.ReasonForError(err) == "Notfound" // want unknowncode "NotFound"
}
