package unpack

import (
	"archive/tar"
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func Zip(archive *zip.Reader, folder string) error {
	for _, entry := range archive.File {
		target := filepath.Join(folder, entry.Name)
		if !strings.HasPrefix(target, filepath.Clean(folder)+string(os.PathSeparator)) {
			return fmt.Errorf("%q leads out of the folder", entry.Name)
		}
		os.Create(target)
	}
	return nil
}

func Tar(archive *tar.Reader, folder string) error {
	for {
		entry, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		if !filepath.IsLocal(entry.Name) {
			return fmt.Errorf("%q leads out of the folder", entry.Name)
		}
		os.OpenFile(filepath.Join(folder, entry.Name), os.O_CREATE|os.O_WRONLY, 0o600)
	}
}
