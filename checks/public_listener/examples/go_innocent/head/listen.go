package listen

import "net"

func Here() (net.Listener, error) {
	return net.Listen("tcp", "127.0.0.1:9000")
}

func Configured(address string) (net.Listener, error) {
	return net.Listen("tcp", address)
}
