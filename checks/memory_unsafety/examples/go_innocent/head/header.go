package header

import "encoding/binary"

type header struct{ size, kind uint32 }

func read(data []byte) *header {
	return &header{binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:])}
}
