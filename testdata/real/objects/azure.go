package main

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
)

type container struct {
	client *azblob.Client
	name   string
}

func (c container) create(ctx context.Context) error {
	for i := range 5 {
		_, err := c.client.CreateContainer(ctx, c.name, nil)
		if bloberror.HasCode(err, bloberror.InvalidResourceName, bloberror.ServerBusy) { // want permanentretry "InvalidResourceName"
			time.Sleep(time.Duration(i) * time.Second)
			continue
		}
		return err
	}
	return errors.New("creating the container failed")
}

func (c container) remove(ctx context.Context) error {
	_, err := c.client.DeleteContainer(ctx, c.name, nil)
	if bloberror.HasCode(err, bloberror.LeaseIDMissing) { // want swallowedcode "LeaseIdMissing"
		log.Print("the container is in use: ", err)
		return nil
	}
	return err
}

func (c container) busy(ctx context.Context, blob string, data []byte) error {
	for {
		_, err := c.client.UploadBuffer(ctx, c.name, blob, data, nil)
		var e *azcore.ResponseError
		if errors.As(err, &e) && e.ErrorCode == string(bloberror.ServerBusy) { // want hotretry "ServerBusy"
			continue
		}
		return err
	}
}

// silent

func (c container) ensure(ctx context.Context) error {
	_, err := c.client.CreateContainer(ctx, c.name, nil)
	if bloberror.HasCode(err, bloberror.ContainerAlreadyExists) {
		return nil
	}
	return err
}

func (c container) wait(ctx context.Context) error {
	var err error
	for i := range 10 {
		_, err = c.client.CreateContainer(ctx, c.name, nil)
		if !bloberror.HasCode(err, bloberror.ContainerBeingDeleted) {
			return err
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return err
}

func (c container) download(ctx context.Context, blob string, to []byte) (bool, error) {
	_, err := c.client.DownloadBuffer(ctx, c.name, blob, to, nil)
	var e *azcore.ResponseError
	if errors.As(err, &e) && bloberror.Code(e.ErrorCode) == bloberror.BlobNotFound {
		return false, nil
	}
	return err == nil, err
}
