package unpack

import (
	"archive/tar"
	"archive/zip"
	"io"
	"os"
	"path/filepath"
)

func Zip(archive *zip.Reader, folder string) error {
	for _, entry := range archive.File {
		target := filepath.Join(folder, entry.Name)
		if entry.FileInfo().IsDir() {
			os.MkdirAll(target, 0o750)
			continue
		}
		file, err := os.Create(target)
		if err != nil {
			return err
		}
		file.Close()
	}
	return nil
}

func Tar(archive *tar.Reader, folder string) error {
	for {
		entry, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		file, err := os.OpenFile(folder+"/"+entry.Name, os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		file.Close()
	}
}
