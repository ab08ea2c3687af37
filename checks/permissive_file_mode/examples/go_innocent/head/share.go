package share

import (
	"os"
	"syscall"
)

func keep(data []byte) error {
	syscall.Umask(0o077)
	if err := os.MkdirAll("/srv/own", 0o750); err != nil {
		return err
	}
	return os.WriteFile("/srv/own/list", data, 0o600)
}
