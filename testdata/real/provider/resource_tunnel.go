package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/validation"
)

func resourceTunnel() *schema.Resource {
	return &schema.Resource{
		CreateContext: createTunnel,
		ReadContext:   readTunnel,
		DeleteContext: deleteTunnel,
		Timeouts: &schema.ResourceTimeout{
			Create: schema.DefaultTimeout(5 * time.Minute),
			Delete: schema.DefaultTimeout(5 * time.Minute),
		},
		Schema: map[string]*schema.Schema{
			"table": {Type: schema.TypeString, Required: true, ForceNew: true},
			"name":  {Type: schema.TypeString, Required: true, ForceNew: true},
			"type": {
				Type:     schema.TypeString,
				Required: true,
				ForceNew: true,
				ValidateFunc: validation.StringInSlice([]string{
					string(tunnel.TunnelTypeBaseData), string(tunnel.TunnelTypeStream), string(tunnel.TunnelTypeBaseStream),
				}, false),
			},
			"tunnel_id": {Type: schema.TypeString, Computed: true},
			"stage":     {Type: schema.TypeString, Computed: true},
		},
	}
}

// createTunnel creates the tunnel. If an earlier attempt left a tunnel of this name, it uses that one.
func createTunnel(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	client := meta.(tunnel.TunnelClient)
	request := &tunnel.CreateTunnelRequest{
		TableName:  d.Get("table").(string),
		TunnelName: d.Get("name").(string),
		Type:       tunnel.TunnelType(d.Get("type").(string)),
	}
	err := retry.RetryContext(ctx, d.Timeout(schema.TimeoutCreate), func() *retry.RetryError {
		_, err := client.CreateTunnel(request)
		if err == nil {
			return nil
		}
		var te *tunnel.TunnelError
		if !errors.As(err, &te) {
			return retry.NonRetryableError(err)
		}
		switch te.Code {
		case tunnel.ErrCodeTunnelExist:
			return nil
		case tunnel.ErrCodeServerUnavailable, tunnel.ErrCodeParamInvalid: // want permanentretry "OTSParameterInvalid"
			return retry.RetryableError(fmt.Errorf("the table is not ready: %w", err))
		case "OTSPermissionDenid": // want unknowncode "OTSPermissionDenid"
			return retry.NonRetryableError(fmt.Errorf("the key may not make tunnels: %w", err))
		}
		return retry.NonRetryableError(err)
	})
	if err != nil {
		return diag.FromErr(err)
	}
	d.SetId(request.TableName + "/" + request.TunnelName)
	return readTunnel(ctx, d, meta)
}

// readTunnel updates the state. A tunnel that has expired, or whose table no longer exists, must be created again.
func readTunnel(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	var found *tunnel.DescribeTunnelResponse
	err := describe(ctx, meta.(tunnel.TunnelClient), d, func(r *tunnel.DescribeTunnelResponse) { found = r })
	if te, ok := errors.AsType[*tunnel.TunnelError](err); ok {
		switch te.Code {
		case tunnel.ErrCodeParamInvalid, tunnel.ErrCodeTunnelExpired:
			log.Printf("[WARN] tunnel %s is gone: %s", d.Id(), te.Message)
			d.SetId("")
			return nil
		case tunnel.ErrCodePermissionDenied:
			return diag.Diagnostics{{Severity: diag.Warning, Summary: "the tunnel cannot be read", Detail: te.Message}}
		}
	}
	if err != nil {
		return diag.FromErr(err)
	}
	values := map[string]any{"tunnel_id": found.Tunnel.TunnelId, "stage": found.Tunnel.Stage}
	var all error
	for key, value := range values {
		all = errors.Join(all, d.Set(key, value))
	}
	return diag.FromErr(all)
}

// describe returns the description of the tunnel. It retries while the service is unavailable.
func describe(ctx context.Context, client tunnel.TunnelClient, d *schema.ResourceData, set func(*tunnel.DescribeTunnelResponse)) error {
	request := &tunnel.DescribeTunnelRequest{TableName: d.Get("table").(string), TunnelName: d.Get("name").(string)}
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		resp, err := client.DescribeTunnel(request)
		if err != nil {
			if unsettled(err) {
				return retry.RetryableError(err)
			}
			return retry.NonRetryableError(err)
		}
		set(resp)
		return nil
	})
}

// unsettledCodes are the codes that the service returns for a new tunnel.
var unsettledCodes = map[string]struct{}{
	tunnel.ErrCodeServerUnavailable: {},
	tunnel.ErrCodeResourceGone:      {},
	tunnel.ErrCodePermissionDenied:  {}, // want permanentretry "OTSPermissionDenied"
}

func unsettled(err error) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	_, ok := unsettledCodes[te.Code]
	return ok
}

// deleteTunnel deletes the tunnel and waits until it no longer exists.
func deleteTunnel(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	client := meta.(tunnel.TunnelClient)
	request := &tunnel.DeleteTunnelRequest{TableName: d.Get("table").(string), TunnelName: d.Get("name").(string)}
	err := retry.RetryContext(ctx, d.Timeout(schema.TimeoutDelete), func() *retry.RetryError {
		_, err := client.DeleteTunnel(request)
		te, ok := err.(*tunnel.TunnelError)
		switch {
		case err == nil:
			return nil
		case ok && te.Temporary():
			return retry.RetryableError(err)
		case ok && te.Code == tunnel.ErrCodePermissionDenied: // want swallowedcode "OTSPermissionDenied"
			log.Printf("[WARN] tunnel %s stays: %s", d.Id(), te.Message)
			return nil
		}
		return retry.NonRetryableError(err)
	})
	if err != nil {
		return diag.FromErr(err)
	}
	return diag.FromErr(gone(ctx, client, d))
}

// gone waits until the service no longer finds the tunnel.
func gone(ctx context.Context, client tunnel.TunnelClient, d *schema.ResourceData) error {
	wait := &retry.StateChangeConf{
		Pending: []string{"there"},
		Target:  []string{},
		Timeout: d.Timeout(schema.TimeoutDelete),
		Refresh: func() (any, string, error) {
			resp, err := client.DescribeTunnel(&tunnel.DescribeTunnelRequest{
				TableName:  d.Get("table").(string),
				TunnelName: d.Get("name").(string),
			})
			if te, ok := errors.AsType[*tunnel.TunnelError](err); ok && te.Code == tunnel.ErrCodeServerUnavailable {
				return d, "there", nil
			}
			if err != nil {
				return nil, "", err
			}
			if resp.Tunnel == nil || resp.Tunnel.Expired {
				return nil, "", nil
			}
			return resp, "there", nil
		},
	}
	_, err := wait.WaitForStateContext(ctx)
	return err
}
