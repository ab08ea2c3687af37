package state

import "os"

func read(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 1024 {
		return nil, err
	}
	file, err := os.Open(path)
	return file, err
}
