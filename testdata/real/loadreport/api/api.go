// Package api manages the jobs of a scenario in Performance Testing Service.
package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	sdkerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/regions"
	pts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
)

// Jobs are the runs of one scenario.
type Jobs struct {
	client            *pts.Client
	project, scenario string
}

// New returns the jobs of a scenario.
func New(secretID, secretKey, project, scenario string) (*Jobs, error) {
	client, err := pts.NewClient(common.NewCredential(secretID, secretKey), regions.Shanghai, profile.NewClientProfile())
	if err != nil {
		return nil, err
	}
	return &Jobs{client: client, project: project, scenario: scenario}, nil
}

// Errors returns the errors in the requests of a job.
func (j *Jobs) Errors(ctx context.Context, job string) ([]*pts.ErrorSummary, error) {
	request := pts.NewDescribeErrorSummaryRequest()
	request.JobId, request.ScenarioId, request.ProjectId = &job, &j.scenario, &j.project
	for wait := time.Second; ; wait *= 2 {
		response, err := j.client.DescribeErrorSummaryWithContext(ctx, request)
		if err == nil {
			return response.Response.ErrorSummarySet, nil
		}
		var e *sdkerrors.TencentCloudSDKError
		if !errors.As(err, &e) || wait > 30*time.Second {
			return nil, err
		}
		switch e.GetCode() {
		case pts.INTERNALERROR, pts.FAILEDOPERATION_DBQUERYFAILED, "RequestLimitExceeded", "ClientError.NetworkError":
			time.Sleep(wait)
		case pts.FAILEDOPERATION_NOTASKSINJOB:
			return nil, nil
		default:
			return nil, err
		}
	}
}

// Delete deletes a job. It is not an error if the job does not exist.
func (j *Jobs) Delete(ctx context.Context, job string) error {
	request := pts.NewDeleteJobsRequest()
	request.JobIds, request.ProjectId, request.ScenarioIds = []*string{&job}, &j.project, []*string{&j.scenario}
	_, err := j.client.DeleteJobsWithContext(ctx, request)
	if e, ok := err.(*sdkerrors.TencentCloudSDKError); ok && e.Code == pts.RESOURCENOTFOUND {
		return nil
	}
	return err
}

// Rehearse runs the scenario and returns the most frequent error result, or nil.
func (j *Jobs) Rehearse(ctx context.Context) (*pts.ErrorSummary, error) {
	request := pts.NewStartJobRequest()
	request.ScenarioId, request.ProjectId, request.Debug = &j.scenario, &j.project, common.BoolPtr(true)
	response, err := j.client.StartJobWithContext(ctx, request)
	if e, ok := errors.AsType[*sdkerrors.TencentCloudSDKError](err); ok && e.GetCode() == pts.LIMITEXCEEDED {
		return nil, fmt.Errorf("another job is running: %w", e)
	}
	if err != nil {
		return nil, err
	}
	if err := j.finished(ctx, response.Response.JobId); err != nil {
		return nil, err
	}
	summary, err := j.Errors(ctx, *response.Response.JobId)
	if err != nil {
		return nil, err
	}
	var worst *pts.ErrorSummary
	for _, s := range summary {
		if s.Count == nil || s.Result != nil && *s.Result == "1301" {
			continue
		}
		if worst == nil || *s.Count > *worst.Count {
			worst = s
		}
	}
	return worst, nil
}

// ended is the status of a finished job; the statuses of failed jobs are greater.
const ended = 4

// finished waits for the end of a job.
func (j *Jobs) finished(ctx context.Context, job *string) error {
	request := pts.NewDescribeJobsRequest()
	request.JobIds, request.ProjectIds = []*string{job}, []*string{&j.project}
	ticker := time.NewTicker(10 * time.Second)
	defer ticker.Stop()
	for {
		response, err := j.client.DescribeJobsWithContext(ctx, request)
		if err != nil {
			return err
		}
		for _, found := range response.Response.JobSet {
			if found.Status != nil && *found.Status >= ended {
				return nil
			}
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
