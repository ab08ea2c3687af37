"""Outside input that becomes part of an LDAP filter or distinguished name."""
