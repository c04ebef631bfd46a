<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  An article of DocBook 5, or 4 (in no namespace), as a release.  What info
  says beyond title, abstract, author, date and keywords is about the file.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:import href="../lib/prose.xsl"/>

  <xsl:variable name="map" select="concat(
      ' article=section section=section sect1=section sect2=section sect3=section ',
      'sect4=section sect5=section simplesect=section appendix=section chapter=section ',
      'topic=section bibliography=section glossary=section bibliodiv=section ',
      'glossdiv=section refsection=section refsect1=section refsect2=section ',
      'acknowledgements=section dedication=section preface=section ',
      'info=none articleinfo=none sectioninfo=none sect1info=none blockinfo=none ',
      'artheader=none objectinfo=none remark=none indexterm=none index=none toc=none ',
      'beginpage=none title=title titleabbrev=none subtitle=title ',
      'para=p simpara=p formalpara=words itemizedlist=ul orderedlist=ol ',
      'listitem=li procedure=ol step=li substeps=ol stepalternatives=ol ',
      'variablelist=dl varlistentry=words term=term glosslist=dl glossentry=words ',
      'glossterm=words glossdef=dd qandaset=words qandadiv=section qandaentry=words ',
      'simplelist=ul member=li calloutlist=ul callout=li segmentedlist=ul ',
      'seglistitem=li programlisting=pre screen=pre literallayout=pre synopsis=pre ',
      'address=pre blockquote=blockquote epigraph=blockquote attribution=p ',
      'note=aside warning=aside tip=aside caution=aside important=aside danger=aside ',
      'sidebar=aside example=words informalexample=words figure=figure ',
      'informalfigure=figure mediaobject=media inlinemediaobject=words ',
      'screenshot=words imageobject=first imagedata=img graphic=img inlinegraphic=img ',
      'textobject=none alt=none videoobject=none audioobject=none caption=caption ',
      'table=table informaltable=table tgroup=words colspec=none spanspec=none ',
      'thead=thead tbody=tbody tfoot=tfoot row=tr entry=entry tr=tr ',
      'emphasis=em phrase=span foreignphrase=em citetitle=em firstterm=em ',
      'literal=code code=code command=code filename=code function=code option=code ',
      'parameter=code replaceable=em userinput=code computeroutput=code tag=code ',
      'sgmltag=code varname=code envar=code constant=code classname=code ',
      'systemitem=code prompt=code subscript=sub superscript=sup quote=q ',
      'footnote=note footnoteref=link link=link ulink=link xref=link email=link ',
      'uri=link biblioentry=p bibliomixed=p releaseinfo=none pubdate=words ', '')"/>

  <xsl:template match="/*">
    <xsl:variable name="info" select="*[local-name() = 'info' or local-name() = 'articleinfo'
        or local-name() = 'artheader' or local-name() = 'sectioninfo']"/>
    <release>
      <xsl:apply-templates select="(@xml:lang | @lang)[normalize-space()][1]" mode="root"/>
      <head>
        <xsl:apply-templates select="($info | .)/*[local-name() = 'title'][normalize-space()][1]"
            mode="field">
          <xsl:with-param name="name" select="'title'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="($info | .)/*[local-name() = 'subtitle'][normalize-space()][1]"
            mode="field">
          <xsl:with-param name="name" select="'deck'"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="($info | .)/*[local-name() = 'abstract']
            [normalize-space()][1]" mode="abstract"/>
        <xsl:apply-templates select="$info" mode="facts"/>
        <source format="docbook"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="node()[not(local-name() = 'title'
            or local-name() = 'subtitle' or local-name() = 'abstract')]" mode="body"/>
      </body>
      <xsl:call-template name="notes"/>
      <report/>
    </release>
  </xsl:template>

  <xsl:template match="*" mode="facts">
    <xsl:variable name="date" select="(*[local-name() = 'pubdate'] | *[local-name() = 'date']
        )[number(substring(normalize-space(), 1, 4)) &gt; 1000]"/>
    <xsl:if test="$date">
      <issued why="meta"><xsl:value-of select="normalize-space($date[1])"/></issued>
    </xsl:if>
    <xsl:variable name="names">
      <xsl:apply-templates select=".//*[local-name() = 'author']/*[local-name() = 'personname']
          | .//*[local-name() = 'author'][not(*[local-name() = 'personname'])]" mode="person"/>
    </xsl:variable>
    <xsl:if test="normalize-space($names)">
      <byline why="meta"><xsl:value-of select="normalize-space($names)"/></byline>
    </xsl:if>
    <xsl:apply-templates select="*[local-name() = 'keywordset']/*
        | *[local-name() = 'subjectset']/*/*" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
  </xsl:template>

  <xsl:template match="*" mode="person">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <xsl:for-each select="*[contains(' honorific firstname givenname othername surname lineage orgname ',
        concat(' ', local-name(), ' '))]">
      <xsl:value-of select="concat(normalize-space(), ' ')"/>
    </xsl:for-each>
    <xsl:if test="not(*)"><xsl:value-of select="normalize-space()"/></xsl:if>
  </xsl:template>

  <xsl:template match="*[local-name() = 'emphasis'][@role = 'bold' or @role = 'strong']" mode="body">
    <strong xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></strong>
  </xsl:template>

  <xsl:template match="*[local-name() = 'glossentry']/*[local-name() = 'glossterm']" mode="body">
    <dt xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></dt>
  </xsl:template>

  <xsl:template match="*[local-name() = 'varlistentry']/*[local-name() = 'listitem']" mode="body">
    <dd xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></dd>
  </xsl:template>

</xsl:stylesheet>
