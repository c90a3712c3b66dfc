package main

import (
	"path/filepath"
	"slices"
)

// azureAPI returns the source of the codes of Azure: the constants of the SDK's packages for Blob, Queue and Table Storage.
func azureAPI() source {
	const sdk = "github.com/Azure/azure-sdk-for-go/sdk/"
	return source{
		catalog: "azure.api",
		file:    "azure/api.yaml",
		modules: []string{sdk + "storage/azblob", sdk + "storage/azqueue", sdk + "data/aztables"},
		read: func(dirs []string) ([]code, error) {
			return readAzure(
				filepath.Join(dirs[0], "bloberror", "error_codes.go"), "Code",
				filepath.Join(dirs[1], "queueerror", "error_codes.go"), "Code",
				filepath.Join(dirs[2], "error_codes.go"), "TableErrorCode",
			)
		},
	}
}

// readAzure returns the codes in pairs of a file and the type of the constants in it.
func readAzure(filesAndTypes ...string) ([]code, error) {
	var codes []code
	for pair := range slices.Chunk(filesAndTypes, 2) {
		constants, err := constantsOf(pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		for _, c := range constants {
			known := slices.ContainsFunc(codes, func(have code) bool { return have.id == c.value })
			if !known {
				codes = append(codes, code{id: c.value})
			}
		}
	}
	return codes, nil
}
