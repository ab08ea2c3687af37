package feed

import "github.com/lestrrat-go/libxml2/parser"

func New() *parser.Parser {
	return parser.New(parser.XMLParseNoEnt)
}
