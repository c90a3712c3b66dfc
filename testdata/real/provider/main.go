// Command provider is a Terraform provider that manages the tunnels of Tablestore tables.
//
//	provider "tunnels" {
//	  endpoint = "https://audit.cn-hangzhou.ots.aliyuncs.com"
//	  instance = "audit"
//	}
//
//	resource "tunnels_tunnel" "export" {
//	  table = "orders"
//	  name  = "export"
//	  type  = "BaseAndStream"
//	}
//
// The access key comes from OTS_ACCESS_KEY_ID and OTS_ACCESS_KEY_SECRET. The next apply creates an expired tunnel
// again.
package main

import (
	"context"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{ProviderFunc: newProvider})
}

func newProvider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"endpoint": {Type: schema.TypeString, Required: true},
			"instance": {Type: schema.TypeString, Required: true},
			"access_key_id": {
				Type:        schema.TypeString,
				Required:    true,
				Sensitive:   true,
				DefaultFunc: schema.EnvDefaultFunc("OTS_ACCESS_KEY_ID", nil),
			},
			"access_key_secret": {
				Type:        schema.TypeString,
				Required:    true,
				Sensitive:   true,
				DefaultFunc: schema.EnvDefaultFunc("OTS_ACCESS_KEY_SECRET", nil),
			},
		},
		ResourcesMap:         map[string]*schema.Resource{"tunnels_tunnel": resourceTunnel()},
		ConfigureContextFunc: configure,
	}
}

func configure(_ context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	client := tunnel.NewTunnelClient(d.Get("endpoint").(string), d.Get("instance").(string),
		d.Get("access_key_id").(string), d.Get("access_key_secret").(string))
	return client, nil
}
