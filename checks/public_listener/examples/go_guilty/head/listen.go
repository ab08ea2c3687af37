package listen

import "net"

func Everywhere() (net.Listener, error) {
	return net.Listen("tcp", "0.0.0.0:9000")
}

func Port() (net.Listener, error) {
	return net.Listen("tcp", ":9000")
}
