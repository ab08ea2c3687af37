package header

import "unsafe"

type header struct{ size, kind uint32 }

func read(data []byte) *header {
	return (*header)(unsafe.Pointer(&data[0]))
}
