// Package p has loops that do not retry, or that do something about the error first.
package p

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Items.
func items(c tunnel.TunnelClient, reqs []*tunnel.CreateTunnelRequest) error {
	for _, req := range reqs {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSPermissionDenied" {
			log.Printf("%s: %v", req.TunnelName, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func itemsByIndex(c tunnel.TunnelClient, reqs []*tunnel.CreateTunnelRequest) {
	for i := 0; i < len(reqs); i++ {
		_, err := c.CreateTunnel(reqs[i])
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			log.Print(err)
			continue
		}
	}
}

func itemsByChannel(c tunnel.TunnelClient, reqs <-chan *tunnel.CreateTunnelRequest) {
	for req := range reqs {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			log.Print(err)
			continue
		}
	}
}

func itemsBySequence(c tunnel.TunnelClient, reqs iter.Seq[*tunnel.CreateTunnelRequest]) error {
	for req := range reqs {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			log.Print(err)
			continue
		}
		return err
	}
	return nil
}

func itemsByMap(c tunnel.TunnelClient, reqs map[string]*tunnel.CreateTunnelRequest) error {
	for name, req := range reqs {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			log.Print(name, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func itemsByScanner(c tunnel.TunnelClient, in *bufio.Scanner) error {
	for in.Scan() {
		_, err := c.DeleteTunnel(&tunnel.DeleteTunnelRequest{TunnelName: in.Text()})
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			log.Print(err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return in.Err()
}

func itemsByCount(c tunnel.TunnelClient, n int) error {
	for i := range n {
		_, err := c.DeleteTunnel(&tunnel.DeleteTunnelRequest{TunnelName: fmt.Sprint("test-", i)})
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			log.Print(err)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// A failover: the first that succeeds is enough.
func failover(clients []tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (*tunnel.ListTunnelResponse, error) {
	var last error
	for _, c := range clients {
		resp, err := c.ListTunnel(req)
		if err == nil {
			return resp, nil
		}
		last = err
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			continue
		}
		return nil, err
	}
	return nil, last
}

func failoverByIndex(clients []tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (*tunnel.ListTunnelResponse, error) {
	for i := 0; i < 6; i++ {
		c := clients[i%len(clients)]
		resp, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			continue
		}
		return resp, err
	}
	return nil, errors.New("no client is allowed")
}

func failoverByPick(pick func() tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (*tunnel.ListTunnelResponse, error) {
	for range 3 {
		c := pick()
		resp, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			continue
		}
		return resp, err
	}
	return nil, errors.New("no client is allowed")
}

func failoverInPlace(pick func() tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (*tunnel.ListTunnelResponse, error) {
	for range 3 {
		resp, err := pick().ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			continue
		}
		return resp, err
	}
	return nil, errors.New("no client is allowed")
}

func endpoints(names []string, req *tunnel.ListTunnelRequest) error {
	var err error
	for _, name := range names {
		c := tunnel.NewTunnelClient(name, "", "", "")
		if _, err = c.ListTunnel(req); err == nil {
			return nil
		}
		if te, ok := err.(*tunnel.TunnelError); !ok || te.Code != "OTSPermissionDenied" {
			return err
		}
	}
	return err
}

// Pages.
type page struct {
	token string
	items []string
}

func pages(ctx context.Context, list func(ctx context.Context, token string) (*page, error)) ([]string, error) {
	var all []string
	token := ""
	for {
		p, err := list(ctx, token)
		if status.Code(err) == codes.PermissionDenied {
			token = token + "x"
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p.items...)
		if p.token == "" {
			return all, nil
		}
		token = p.token
	}
}

func morePages(ctx context.Context, list func(ctx context.Context, token string) (*page, error)) error {
	token, denied := "", 0
	for {
		p, err := list(ctx, token)
		if status.Code(err) == codes.PermissionDenied && denied < 3 {
			denied++
			continue
		}
		if err != nil {
			return err
		}
		token = p.token
		if token == "" {
			break
		}
	}
	return nil
}

// Polling for a state that is the code.
func gone(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest) error {
	for {
		_, err := c.DescribeTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelExist" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func ready(ctx context.Context, get func(context.Context) (string, error)) error {
	for {
		state, err := get(ctx)
		switch status.Code(err) {
		case codes.OK:
			if state == "ready" {
				return nil
			}
		case codes.NotFound:
		default:
			return err
		}
		time.Sleep(time.Second)
	}
}

// Polling until something changes continues on success.
func poll(ctx context.Context, get func(context.Context) (string, error)) error {
	for {
		state, err := get(ctx)
		if status.Code(err) == codes.PermissionDenied {
			log.Print("not yet allowed")
			time.Sleep(time.Minute)
			continue
		}
		if err != nil {
			return err
		}
		log.Print(state)
		time.Sleep(time.Minute)
	}
}

// Workers and servers continue on success.
func worker(ctx context.Context, take func(context.Context) (string, error)) {
	for {
		job, err := take(ctx)
		if err != nil {
			if status.Code(err) == codes.PermissionDenied {
				time.Sleep(time.Second)
				continue
			}
			return
		}
		log.Print(job)
	}
}

func workerUntilDone(ctx context.Context, take func(context.Context) error) error {
	for ctx.Err() == nil {
		err := take(ctx)
		if status.Code(err) == codes.PermissionDenied {
			continue
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func heartbeat(ctx context.Context, beat func(context.Context) error) {
	tick := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := beat(ctx); status.Code(err) == codes.PermissionDenied {
				log.Print(err)
			}
		}
	}
}

func heartbeatOverTicks(ctx context.Context, beat func(context.Context) error) {
	for range time.Tick(time.Second) {
		if err := beat(ctx); status.Code(err) == codes.PermissionDenied {
			continue
		}
	}
}

type stream interface{ Recv() (string, error) }

func receive(s stream) error {
	for {
		msg, err := s.Recv()
		if err == io.EOF {
			return nil
		}
		if status.Code(err) == codes.DataLoss {
			continue
		}
		if err != nil {
			return err
		}
		log.Print(msg)
	}
}

func accept(l net.Listener, handle func(net.Conn) error) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		if err := handle(conn); status.Code(err) == codes.PermissionDenied {
			continue
		}
	}
}

// Something is done first.
func refreshed(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, refresh func() error) error {
	for range 2 {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			if err := refresh(); err != nil {
				return err
			}
			continue
		}
		return err
	}
	return nil
}

func reconnected(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 2 {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			c = tunnel.NewTunnelClient("endpoint", "instance", "id", "key")
			continue
		}
		return err
	}
	return nil
}

func changedField(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 2 {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			req.TunnelName = "plain"
			continue
		}
		return err
	}
	return nil
}

func newRequest(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 2 {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			req = &tunnel.CreateTunnelRequest{TableName: req.TableName}
			continue
		}
		return err
	}
	return nil
}

func smallerBatch(send func([]string) error, batch []string) error {
	for len(batch) > 0 {
		err := send(batch)
		if status.Code(err) == codes.InvalidArgument {
			batch = batch[:len(batch)/2]
			continue
		}
		return err
	}
	return nil
}

func smallerSize(send func([]string) error, batch []string) error {
	size := len(batch)
	for {
		err := send(batch[:size])
		if status.Code(err) == codes.InvalidArgument && size > 1 {
			size /= 2
			continue
		}
		return err
	}
}

func smallerLimit(list func(limit int) error) error {
	limit := 1000
	for {
		err := list(limit)
		if status.Code(err) == codes.InvalidArgument && limit > 1 {
			limit = limit / 2
			continue
		}
		return err
	}
}

func otherOptions(open func(opts ...string) error) error {
	var opts []string
	for {
		err := open(opts...)
		if status.Code(err) == codes.InvalidArgument && opts == nil {
			opts = append(opts, "compat")
			continue
		}
		return err
	}
}

func inOptions(open func(map[string]string) error) error {
	opts := map[string]string{"a": "b"}
	for {
		err := open(opts)
		if status.Code(err) == codes.InvalidArgument && len(opts) > 0 {
			delete(opts, "a")
			continue
		}
		return err
	}
}

type session struct {
	token  string
	client tunnel.TunnelClient
	log    func(string)
}

func (s *session) login() error {
	s.token = "fresh"
	return nil
}

func (s *session) create(req *tunnel.CreateTunnelRequest) error {
	for range 2 {
		_, err := s.client.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			s.login()
			continue
		}
		return err
	}
	return nil
}

func (s *session) createWithToken(req *tunnel.CreateTunnelRequest) error {
	for range 2 {
		_, err := s.client.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			s.token = ""
			continue
		}
		return err
	}
	return nil
}

func (s *session) createByCallback(req *tunnel.CreateTunnelRequest, repair func(error)) error {
	for range 2 {
		_, err := s.client.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			repair(err)
			continue
		}
		return err
	}
	return nil
}

func (s *session) headRecovers(req *tunnel.CreateTunnelRequest) error {
	var err error
	for i := 0; i < 3; i++ {
		if i > 0 {
			s.login()
		}
		_, err = s.client.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			continue
		}
		return err
	}
	return err
}

// The permanent codes leave the loop.
func stops(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for range 5 {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && (te.Code == "OTSPermissionDenied" || te.Code == "OTSParameterInvalid") {
			break
		}
		if err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func stopsInSwitch(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
loop:
	for range 5 {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			continue
		}
		switch te.Code {
		case "OTSPermissionDenied":
			break loop
		case "OTSParameterInvalid":
			panic(err)
		case "OTSTunnelExpired":
			log.Fatal(err)
		}
	}
	return errors.New("five times")
}

func stopsByNotEqual(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code != "OTSPermissionDenied" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func stopsByBound(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	denied := false
	for i := 0; i < 3 && !denied; i++ {
		_, err = c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		denied = ok && te.Code == "OTSPermissionDenied"
	}
	return err
}

// Groups and negations that include permanent codes without naming them.
func groups(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.OK {
			time.Sleep(time.Second)
			continue
		}
		return nil
	}
}

func transient(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelServerUnavailable" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// The documentation of the codes says nothing about retries.
func unspecified(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		switch status.Code(err) {
		case codes.Unknown, codes.Internal, codes.DeadlineExceeded, codes.Aborted, codes.ResourceExhausted:
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// The code comes from another call than the one that is repeated.
func otherCall(c tunnel.TunnelClient, a *tunnel.CreateTunnelRequest, b *tunnel.DeleteTunnelRequest) error {
	_, first := c.CreateTunnel(a)
	te, ok := first.(*tunnel.TunnelError)
	for {
		_, err := c.DeleteTunnel(b)
		if err == nil {
			return nil
		}
		if ok && te.Code == "OTSPermissionDenied" {
			log.Print("as before")
			continue
		}
		return err
	}
}

func spawns(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, errs chan error) error {
	for range 3 {
		go func() {
			_, err := c.CreateTunnel(req)
			errs <- err
		}()
		err := <-errs
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" {
			continue
		}
		return err
	}
	return nil
}

func codeOfTwo(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, code string) error {
	for {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok {
			code = te.Code
		}
		if code == "OTSPermissionDenied" {
			continue
		}
		return err
	}
}

func falsely(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	retryable := map[string]bool{"OTSPermissionDenied": false, "OTSTunnelServerUnavailable": true}
	for {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && retryable[te.Code] {
			continue
		}
		return err
	}
}

func permanentList(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	permanent := []string{"OTSPermissionDenied", "OTSParameterInvalid"}
	for {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return err
		}
		if contains(permanent, te.Code) {
			return err
		}
	}
}

func contains(list []string, code string) bool {
	for _, l := range list {
		if l == code {
			return true
		}
	}
	return false
}

// Each round asks for something else.
func consumed(regions []string, do func(region string) error) error {
	for len(regions) > 0 {
		region := regions[0]
		regions = regions[1:]
		err := do(region)
		if status.Code(err) == codes.PermissionDenied {
			continue
		}
		return err
	}
	return nil
}

func received(ctx context.Context, queue <-chan string, do func(string) error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case item := <-queue:
			err := do(item)
			if status.Code(err) == codes.PermissionDenied {
				log.Print(err)
				continue
			}
			return err
		}
	}
}

func iterated(next func() (string, bool), do func(string) error) error {
	for {
		item, ok := next()
		if !ok {
			return nil
		}
		err := do(item)
		if err == nil {
			return nil
		}
		if status.Code(err) != codes.PermissionDenied {
			return err
		}
	}
}

func asked(ask func() string, login func(password string) error) error {
	for {
		password := ask()
		err := login(password)
		if status.Code(err) == codes.PermissionDenied {
			log.Print("wrong")
			continue
		}
		return err
	}
}

func askedInPlace(ask func() string, login func(password string) error) error {
	for {
		err := login(ask())
		if status.Code(err) == codes.PermissionDenied {
			log.Print("wrong")
			continue
		}
		return err
	}
}

func random(create func(name string) error) error {
	for {
		name := randomName()
		err := create(name)
		if status.Code(err) == codes.InvalidArgument {
			continue
		}
		return err
	}
}

func randomName() string { return fmt.Sprint("t", time.Now().UnixNano()) }

type rows interface{ Next() (string, error) }

func skipsBad(r rows) (string, error) {
	for {
		row, err := r.Next()
		if status.Code(err) == codes.InvalidArgument {
			continue
		}
		return row, err
	}
}

func freshToken(c *http.Client, token func() string) (*http.Response, error) {
	for range 3 {
		req, err := http.NewRequest("POST", "http://localhost", nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", token())
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("three times")
}

// A request from outside the loop, of which each round sets a part.
func numbersField(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for i := range 5 {
		req.TunnelName = fmt.Sprintf("tunnel-%d", i)
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			continue
		}
		return err
	}
	return errors.New("no name is free")
}

func lengthensField(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for i := range 5 {
		if i > 0 {
			req.TunnelName += "x"
		}
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			continue
		}
		return err
	}
	return errors.New("no name is free")
}

func drawsField(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 5 {
		req.TunnelName = randomName()
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			continue
		}
		return err
	}
	return errors.New("no name is free")
}

func setsHeader(c *http.Client, req *http.Request) (*http.Response, error) {
	for i := range 3 {
		req.Header.Set("X-Version", fmt.Sprint(3-i))
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusBadRequest {
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("no version is known")
}

// A number that shrinks, by more than one.
func halves(c tunnel.TunnelClient, names []string, build func([]string) *tunnel.CreateTunnelRequest) error {
	for n := len(names); n > 0; n /= 2 {
		_, err := c.CreateTunnel(build(names[:n]))
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			continue
		}
		return err
	}
	return errors.New("none is taken")
}

func halvesInBody(c *http.Client, url string, size int) (*http.Response, error) {
	for size > 1 {
		resp, err := c.Get(fmt.Sprintf("%s?limit=%d", url, size))
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusRequestEntityTooLarge {
			resp.Body.Close()
			size >>= 1
			continue
		}
		return resp, nil
	}
	return nil, errors.New("nothing is small enough")
}
