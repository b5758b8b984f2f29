#!/bin/bash
node_modules/.bin/node "$1" > /tmp/x.out 2>&1; grep -v '^import{b as ne' /tmp/x.out | grep -v '^ *$' | cut -c1-${2:-700} | head -${3:-80}
