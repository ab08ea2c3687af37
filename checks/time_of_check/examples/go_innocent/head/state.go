package state

import "os"

func read(path string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil || info.Size() > 1024 {
		return nil, err
	}
	return file, nil
}
